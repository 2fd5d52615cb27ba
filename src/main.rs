//! The program: `antesala serve`, and the commands that prepare it.

use std::process::ExitCode;

use antesala::config::Config;
use antesala::programa;
use clap::{Args, Parser, Subcommand};

#[derive(Parser)]
#[command(name = "antesala", version, about = "The front of a clinic")]
struct Cli {
    #[command(subcommand)]
    orden: Orden,
}

#[derive(Subcommand)]
enum Orden {
    /// Serves the application.
    Serve,
    /// Serves the demo world, made on the first start.
    Demo {
        /// Throws away what there is and starts over.
        #[arg(long)]
        reset: bool,
        /// To measure on, ten years of payments instead: 1 of 500.000, 2 of 5.000.000, 3 of 50.000.000
        #[arg(long, value_parser = clap::value_parser!(u8).range(1..=3))]
        nivel: Option<u8>,
    },
    /// Sends messages and runs jobs without serving anything; `serve` does both.
    Worker,
    /// Prints what the house does by itself, how often, and how each went the last time.
    Rondas,
    /// Checks on live data that every sum adds up, and names the row where one does not; fails when there is any.
    Verificar {
        /// What stands in the path: norte; without it, every clinic
        clinica: Option<String>,
    },
    /// Commands over the audit.
    #[command(subcommand)]
    Auditoria(Auditoria),
    /// Brings the database to this version.
    Migrate,
    /// Prints the SQL that makes the roles, for the superuser of a server that is not ours.
    Roles,
    /// Commands over clinics.
    #[command(subcommand)]
    Clinica(Clinica),
}

#[derive(Subcommand)]
enum Auditoria {
    /// Checks every sealed day against its rows, and names the first row of each that was changed, deleted or added; fails
    /// when there is any.
    Verificar {
        /// What stands in the path: norte; without it, every clinic and the platform
        clinica: Option<String>,
        /// A seal that came by mail: it must be one of those that stand
        #[arg(long)]
        sello: Option<String>,
    },
}

#[derive(Subcommand)]
enum Clinica {
    /// Makes a clinic and its first administrator, and prints the link where they choose a password.
    Crear(Crear),
}

#[derive(Args)]
struct Crear {
    /// What stands in the path: norte
    slug: String,
    nombre: String,
    /// E-mail of the first administrator
    correo: String,
    /// Name of the first administrator
    administrador: String,
    #[arg(long, default_value = "America/Santiago")]
    zona: String,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    if matches!(cli.orden, Orden::Roles) {
        print!("{}", antesala::db::embedded::ROLES);
        return ExitCode::SUCCESS;
    }
    let config = match Config::del_entorno() {
        Ok(config) => config,
        Err(invalida) => return fallar(&invalida),
    };
    programa::iniciar_log(config.log_json);
    let ejecucion = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime.block_on(ejecutar(cli.orden, config)),
        Err(error) => return fallar(&error),
    };
    ejecucion.map_or_else(|error| fallar(&error), |()| ExitCode::SUCCESS)
}

async fn ejecutar(orden: Orden, config: Config) -> antesala::error::AppResult<()> {
    match orden {
        Orden::Serve => programa::servir(config).await,
        Orden::Demo { reset, nivel } => programa::demo(config, reset, nivel).await,
        Orden::Worker => programa::trabajar(config).await,
        Orden::Rondas => programa::rondas(config).await,
        Orden::Verificar { clinica } => programa::verificar(config, clinica.as_deref()).await,
        Orden::Auditoria(Auditoria::Verificar { clinica, sello }) => {
            programa::verificar_auditoria(config, clinica.as_deref(), sello.as_deref()).await
        }
        Orden::Migrate => programa::migrar(config).await,
        Orden::Roles => Ok(()),
        Orden::Clinica(Clinica::Crear(c)) => {
            programa::crear_clinica(config, &c.slug, &c.nombre, &c.zona, &c.correo, &c.administrador).await
        }
    }
}

fn fallar(error: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("antesala: {error}");
    ExitCode::FAILURE
}
