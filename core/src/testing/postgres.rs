//! The PostgreSQL of the tests: the one in `TEND_TEST_POSTGRES`, or a private server that ends with this process.

use std::{
    fs,
    net::TcpListener,
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use sha2::{Digest, Sha256};
use tokio_postgres::NoTls;

use crate::db::{DatabaseUrl, Db, DbOptions, Migration};

/// A server on which databases can be made.
pub struct Server {
    /// Its address without a database's name, ending in `/`.
    base: String,
}

/// The server of this process. The first caller starts it where none was given.
pub fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| match std::env::var("TEND_TEST_POSTGRES") {
        Ok(url) => Server { base: format!("{}/", url.trim_end_matches('/')) },
        Err(_) => {
            let private = Private::start();
            let base = private.base.clone();
            // It stands as long as this process: its keeper ends it when our end of the pipe closes.
            std::mem::forget(private);
            Server { base }
        }
    })
}

impl Server {
    /// The address of a database on this server.
    pub fn url(&self, database: &str) -> String {
        format!("{}{database}", self.base)
    }

    /// Runs statements in a database, each text on its own.
    pub async fn run(&self, database: &str, statements: &[String]) -> Result<(), tokio_postgres::Error> {
        let (client, connection) = tokio_postgres::connect(&self.url(database), NoTls).await?;
        let connection = tokio::spawn(connection);
        for statement in statements {
            client.batch_execute(statement).await?;
        }
        drop(client);
        let _ = connection.await;
        Ok(())
    }

    /// An empty database with a new name; answers the name.
    pub async fn empty(&self) -> String {
        let name = new_name();
        let made = self.run("postgres", &[format!("CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")]).await;
        made.expect("a database can be made");
        name
    }

    /// A database with these migrations, copied from a template that is made once; answers its address.
    pub async fn fresh(&self, migrations: &[Migration]) -> String {
        let template = self.template(migrations).await;
        let name = new_name();
        let made = self.run("postgres", &[format!("CREATE DATABASE {name} TEMPLATE {template}")]).await;
        made.expect("a database can be copied from its template");
        self.url(&name)
    }

    async fn template(&self, migrations: &[Migration]) -> String {
        static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
        let _turn = ONE_AT_A_TIME.lock().await;
        let mut digest = Sha256::new();
        migrations.iter().for_each(|migration| {
            digest.update(format!("{}\0{}\0{}\0", migration.number, migration.name, migration.sql))
        });
        let name = format!(
            "tend_model_{}",
            digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>()
        );
        if self.run(&name, &[]).await.is_ok() {
            return name;
        }
        // Under another name first, so that another process never copies a half-made one.
        let draft = self.empty().await;
        let url = DatabaseUrl::Postgres(self.url(&draft));
        let db = Db::open(&url, DbOptions::default()).await.expect("the fresh database opens");
        db.migrate(migrations).await.expect("the migrations run on PostgreSQL");
        db.close().await;
        self.make_model(&draft, &name).await;
        name
    }

    /// Gives the draft its name as soon as nobody is connected to it any more.
    async fn make_model(&self, draft: &str, name: &str) {
        for _ in 0..100 {
            let renamed = self.run("postgres", &[format!("ALTER DATABASE {draft} RENAME TO {name}")]).await;
            // Another process may have been faster; its model is as good.
            if renamed.is_ok() || self.run(name, &[]).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the model database {name} could not be made");
    }
}

fn new_name() -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    format!("tend_test_{}_{number}", std::process::id())
}

/// A server of our own, in a temporary place. It ends when this is dropped or the process ends, however it ends.
pub struct Private {
    /// Its address, ending in `/`.
    pub base: String,
    keeper: Child,
    place: PathBuf,
    program: PathBuf,
    user: Option<(u32, u32)>,
    port: u16,
}

/// Runs the server until the pipe to its standard input closes; then ends it and, with `away`, clears the place.
const KEEPER: &str = r#""$0" -D "$1/data" >"$1/log" 2>&1 </dev/null & pid=$!
while read -r order; do case "$order" in stop) kill -INT $pid; wait $pid; exit 0;; kill) kill -QUIT $pid; wait $pid; exit 0;; esac; done
kill -QUIT $pid; wait $pid; rm -rf "$1""#;

impl Private {
    /// Makes and starts a server.
    pub fn start() -> Self {
        let bin = programs();
        let user = (fs::metadata("/proc/self").expect("this is Linux").uid() == 0).then(other_user);
        let place = tempfile::Builder::new()
            .prefix("tend-postgres-")
            .tempdir()
            .expect("a temporary directory can be made")
            .keep();
        if let Some((uid, gid)) = user {
            chown(&place, Some(uid), Some(gid)).expect("root may give a directory away");
        }
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port is free").port();
        let mut initdb = as_user(&bin.join("initdb"), user);
        initdb
            .args(["--locale=C", "--encoding=UTF8", "--auth=trust", "--username=tend", "--no-sync", "-D"])
            .arg(place.join("data"));
        let made = initdb.current_dir(&place).output().expect("initdb runs");
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        let settings = format!(
            "port={port}\nlisten_addresses='127.0.0.1'\nunix_socket_directories=''\nfsync=off\nfull_page_writes=off\n\
             max_connections=300\nshared_buffers=64MB\nlog_min_messages=warning\ndeadlock_timeout=200ms\n"
        );
        fs::write(place.join("data/postgresql.auto.conf"), settings).expect("the settings can be written");
        let program = bin.join("postgres");
        let keeper = keep(&program, &place, user);
        let private =
            Private { base: format!("postgres://tend@127.0.0.1:{port}/"), keeper, place, program, user, port };
        private.wait_until_there();
        private
    }

    /// Ends the server (`true`: as if it had crashed). The data stays.
    pub fn stop(&mut self, crash: bool) {
        use std::io::Write as _;
        let order: &[u8] = if crash { b"kill\n" } else { b"stop\n" };
        if let Some(pipe) = &mut self.keeper.stdin {
            let _ = pipe.write_all(order);
        }
        let _ = self.keeper.wait();
    }

    /// Starts it again after [`Private::stop`].
    pub fn start_again(&mut self) {
        self.keeper = keep(&self.program, &self.place, self.user);
        self.wait_until_there();
    }

    fn wait_until_there(&self) {
        let until = Instant::now() + Duration::from_secs(30);
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be made");
        // On a thread of its own: the caller may stand in a runtime already.
        let url = format!("{}postgres", self.base);
        let waiting = std::thread::spawn(move || {
            runtime.block_on(async {
                while Instant::now() < until {
                    if tokio_postgres::connect(&url, NoTls).await.is_ok() {
                        return true;
                    }
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                false
            })
        });
        let there = waiting.join().expect("waiting does not panic");
        assert!(
            there,
            "PostgreSQL on port {} did not start: {}",
            self.port,
            fs::read_to_string(self.place.join("log")).unwrap_or_default()
        );
    }
}

impl Drop for Private {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
        let _ = fs::remove_dir_all(&self.place);
    }
}

fn keep(program: &Path, place: &Path, user: Option<(u32, u32)>) -> Child {
    let mut keeper = as_user(Path::new("/bin/sh"), user);
    keeper.arg("-c").arg(KEEPER).arg(program).arg(place).current_dir(place);
    keeper.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    keeper.spawn().expect("a shell can be started")
}

fn as_user(program: &Path, user: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
}

/// PostgreSQL refuses to run as root: somebody else must.
fn other_user() -> (u32, u32) {
    let users = fs::read_to_string("/etc/passwd").expect("the list of users can be read");
    let find = |name: &str| {
        let mut fields = users.lines().find(|line| line.split(':').next() == Some(name))?.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    find("postgres").or_else(|| find("nobody")).expect("there is a user postgres or nobody")
}

/// Where the server's programs are.
fn programs() -> PathBuf {
    let versions = (15..=30).map(|version| PathBuf::from(format!("/usr/lib/postgresql/{version}/bin")));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = versions
        .chain(std::env::split_paths(&path))
        .find(|bin| bin.join("initdb").exists() && bin.join("postgres").exists());
    found.expect(
        "PostgreSQL 15 or newer is installed (apt-get install postgresql-15), or TEND_TEST_POSTGRES names a server",
    )
}
