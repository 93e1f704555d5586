//! How our own types stand in a column of either engine.

/// Makes a newtype over a bindable type (`Uuid`, `i64`) bindable and readable on both engines.
#[macro_export]
macro_rules! column_newtype {
    ($name:ty, $inner:ty, $make:expr) => {
        impl $crate::db::columns::rusqlite::ToSql for $name {
            fn to_sql(
                &self,
            ) -> $crate::db::columns::rusqlite::Result<$crate::db::columns::rusqlite::types::ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }
        impl $crate::db::columns::rusqlite::types::FromSql for $name {
            fn column_result(
                value: $crate::db::columns::rusqlite::types::ValueRef<'_>,
            ) -> $crate::db::columns::rusqlite::types::FromSqlResult<Self> {
                <$inner as $crate::db::columns::rusqlite::types::FromSql>::column_result(value).map($make)
            }
        }
        impl $crate::db::columns::postgres::ToSql for $name {
            fn to_sql(
                &self,
                kind: &$crate::db::columns::postgres::Type,
                out: &mut $crate::db::columns::postgres::private::BytesMut,
            ) -> Result<$crate::db::columns::postgres::IsNull, Box<dyn std::error::Error + Sync + Send>> {
                $crate::db::columns::postgres::ToSql::to_sql(&self.0, kind, out)
            }
            fn accepts(kind: &$crate::db::columns::postgres::Type) -> bool {
                <$inner as $crate::db::columns::postgres::ToSql>::accepts(kind)
            }
            $crate::db::columns::postgres::to_sql_checked!();
        }
        impl<'a> $crate::db::columns::postgres::FromSql<'a> for $name {
            fn from_sql(
                kind: &$crate::db::columns::postgres::Type,
                raw: &'a [u8],
            ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
                <$inner as $crate::db::columns::postgres::FromSql>::from_sql(kind, raw).map($make)
            }
            fn accepts(kind: &$crate::db::columns::postgres::Type) -> bool {
                <$inner as $crate::db::columns::postgres::FromSql>::accepts(kind)
            }
        }
    };
}

/// Makes a type with `Display` and `FromStr` a text column on both engines.
#[macro_export]
macro_rules! column_text {
    ($name:ty) => {
        impl $crate::db::columns::rusqlite::ToSql for $name {
            fn to_sql(
                &self,
            ) -> $crate::db::columns::rusqlite::Result<$crate::db::columns::rusqlite::types::ToSqlOutput<'_>> {
                Ok(self.to_string().into())
            }
        }
        impl $crate::db::columns::rusqlite::types::FromSql for $name {
            fn column_result(
                value: $crate::db::columns::rusqlite::types::ValueRef<'_>,
            ) -> $crate::db::columns::rusqlite::types::FromSqlResult<Self> {
                value.as_str()?.parse().map_err($crate::db::columns::rusqlite::types::FromSqlError::other)
            }
        }
        impl $crate::db::columns::postgres::ToSql for $name {
            fn to_sql(
                &self,
                kind: &$crate::db::columns::postgres::Type,
                out: &mut $crate::db::columns::postgres::private::BytesMut,
            ) -> Result<$crate::db::columns::postgres::IsNull, Box<dyn std::error::Error + Sync + Send>> {
                $crate::db::columns::postgres::ToSql::to_sql(&self.to_string(), kind, out)
            }
            fn accepts(kind: &$crate::db::columns::postgres::Type) -> bool {
                <String as $crate::db::columns::postgres::ToSql>::accepts(kind)
            }
            $crate::db::columns::postgres::to_sql_checked!();
        }
        impl<'a> $crate::db::columns::postgres::FromSql<'a> for $name {
            fn from_sql(
                kind: &$crate::db::columns::postgres::Type,
                raw: &'a [u8],
            ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
                Ok(<&str as $crate::db::columns::postgres::FromSql>::from_sql(kind, raw)?.parse()?)
            }
            fn accepts(kind: &$crate::db::columns::postgres::Type) -> bool {
                <&str as $crate::db::columns::postgres::FromSql>::accepts(kind)
            }
        }
    };
}

pub use rusqlite;
pub use tokio_postgres::types as postgres;
