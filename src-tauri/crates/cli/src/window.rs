//! Starts the window and detaches from it.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::{
    arguments::Arguments,
    exit::{Exit, Stop},
    hardening, messages,
};

/// How long to watch for an early exit: an unusable folder ends the window within this time.
const AT_ONCE: Duration = Duration::from_millis(700);

/// Opens the window and returns while it runs.
pub(crate) fn open(arguments: &Arguments) -> Result<(), Stop> {
    // Half a key environment is reported here, where somebody reads it. The window takes a complete one itself.
    hardening::look_for_key()?;
    let program = program();
    let child = command(&program, arguments)
        .spawn()
        .map_err(|error| explain(&program, &error))?;
    match ended_at_once(child) {
        Some(status) if !status.success() => Err(failed(&program, status)),
        // It is still open, or the one that was open has come forward.
        _ => Ok(()),
    }
}

/// Returns the path of `juxta-window`: in this program's folder, else on the PATH.
fn program() -> PathBuf {
    let name = format!("juxta-window{}", std::env::consts::EXE_SUFFIX);
    let beside = std::env::current_exe()
        .ok()
        .and_then(|own| Some(own.parent()?.join(&name)));
    beside.filter(|path| path.is_file()).unwrap_or_else(|| name.into())
}

fn command(program: &Path, arguments: &Arguments) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    // Writing to a terminal that is closed later would fail, so the window gets stderr only if logs are wanted.
    if std::env::var_os("JUXTA_LOG").is_none() {
        command.stderr(Stdio::null());
    }
    if let Some(folder) = &arguments.data_dir {
        command.arg("--data-dir").arg(folder);
    }
    if arguments.demo {
        command.arg("--demo");
    }
    detach(&mut command);
    command
}

/// Keeps Ctrl-C in this terminal from ending the window.
fn detach(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(windows)]
    {
        const CREATE_NEW_PROCESS_GROUP: u32 = 0x200;
        const DETACHED_PROCESS: u32 = 0x8;
        std::os::windows::process::CommandExt::creation_flags(command, CREATE_NEW_PROCESS_GROUP | DETACHED_PROCESS);
    }
}

fn ended_at_once(mut child: Child) -> Option<ExitStatus> {
    let until = Instant::now() + AT_ONCE;
    while Instant::now() < until {
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status);
        }
        sleep(Duration::from_millis(10));
    }
    None
}

fn explain(program: &Path, error: &std::io::Error) -> Stop {
    let sentence = match error.kind() {
        std::io::ErrorKind::NotFound => messages::say("window.absent", &[("program", &program.display().to_string())]),
        _ => messages::say("window.failed", &[("reason", &error.to_string())]),
    };
    Stop::Said(Exit::Failed, sentence)
}

/// Converts the window's exit code, which is one of ours.
fn failed(program: &Path, status: ExitStatus) -> Stop {
    let exit = match status.code() {
        Some(2) => Exit::Usage,
        Some(3) => Exit::Key,
        Some(4) => Exit::Storage,
        _ => Exit::Failed,
    };
    let values = [
        ("status", &*status.to_string()),
        ("program", &*program.display().to_string()),
    ];
    Stop::Said(exit, messages::say("window.ended", &values))
}
