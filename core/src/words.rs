//! Enums whose values are words of the dictionary: the same word in the database, the URL and the form.

/// A word that none of the enum's values has.
#[derive(Debug, thiserror::Error)]
#[error("“{0}” is none of the words that can stand here")]
pub struct UnknownWord(pub String);

/// Declares an enum with one word for each value, its text column and its parser.
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $value:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $value),+ }
        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$value),+];
            /// The word that stands for it everywhere.
            pub const fn word(self) -> &'static str { match self { $($name::$value => $word),+ } }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.word()) }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::words::UnknownWord;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text { $($word => Ok($name::$value),)+ other => Err($crate::words::UnknownWord(other.to_owned())) }
            }
        }
        $crate::column_text!($name);
        impl $crate::api::utoipa::PartialSchema for $name {
            fn schema() -> $crate::api::utoipa::openapi::RefOr<$crate::api::utoipa::openapi::Schema> {
                $crate::api::shapes::one_of(Self::ALL.iter().map(|value| value.word()))
            }
        }
        impl $crate::api::utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }
        }
    };
}
