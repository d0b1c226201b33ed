//! The server: one thread, one socket on the loopback address, its own pages and nothing else.
//!
//! It ends when the last window has closed for a moment, or by Ctrl-C. Every change has been
//! written by then.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Query, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use guihua::Lang;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::{Notify, mpsc};

use super::download;
use super::guard::{Guard, headers};
use super::history::Way;
use super::page;
use super::record::Asked;
use super::session::{Answer, Asking, Session, Standing};
use crate::cli::locale::Ui;
use crate::cli::signal;

/// A request to change something is no longer than this.
const REQUEST: usize = 1024 * 1024;

/// How long nobody is there before the server ends: a page that is loaded again is gone for a
/// moment.
const GRACE: Duration = Duration::from_secs(4);

/// How often files that are open are looked at: soon enough for who comes back from an editor.
const LOOK: Duration = Duration::from_secs(1);

/// What all requests share.
struct Shared {
    session: Mutex<Session>,
    guard: Guard,
    lang: Lang,
    ui: Ui,
    windows: Mutex<Windows>,
    /// The last window was closed, or Ctrl-C was pressed.
    ended: Notify,
}

/// The pages that are open.
#[derive(Default)]
struct Windows {
    next: u64,
    open: HashMap<u64, mpsc::UnboundedSender<String>>,
}

impl Shared {
    fn session(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn windows(&self) -> MutexGuard<'_, Windows> {
        self.windows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells all windows which state of a file is the newest.
    fn tell(&self, file: usize, (revision, trouble): &Standing) {
        let message = json!({ "file": file, "revision": revision, "trouble": trouble }).to_string();
        self.windows().open.retain(|_, window| window.send(message.clone()).is_ok());
    }
}

/// Serves until nobody is there any more. `ready` is told the address of the page.
///
/// # Errors
///
/// The socket or the token cannot be had.
pub fn serve(session: Session, most: u64, ui: Ui, ready: impl FnOnce(&str)) -> anyhow::Result<()> {
    let interrupts = signal::interrupts();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let guard = Guard::new(super::guard::token()?, listener.local_addr()?.to_string());
        let address = guard.address();
        let shared = Arc::new(Shared {
            session: Mutex::new(session),
            guard,
            lang: ui.lang,
            ui,
            windows: Mutex::default(),
            ended: Notify::new(),
        });
        let at_end = Arc::clone(&shared);
        std::thread::spawn(move || {
            // The end of the channel is no interrupt.
            if interrupts.recv().is_ok() {
                at_end.ended.notify_one();
            }
        });
        ready(&address);
        let router = router(&shared, most);
        tokio::select! {
            served = axum::serve(listener, router) => served?,
            () = shared.ended.notified() => {}
            () = watch(&shared) => {}
        }
        Ok(())
    })
}

/// Tells windows when files that are open change on disk.
async fn watch(shared: &Shared) {
    loop {
        tokio::time::sleep(LOOK).await;
        let changed = shared.session().look(shared.lang);
        for (file, now) in changed {
            shared.tell(file, &now);
        }
    }
}

fn router(shared: &Arc<Shared>, most: u64) -> Router {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    Router::new()
        .route("/{token}/", get(shell))
        .route(
            "/{token}/page.js",
            get(|| async { ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], page::script()) }),
        )
        .route(
            "/{token}/page.css",
            get(|| async { ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], page::STYLE) }),
        )
        .route("/{token}/api/files", get(files))
        .route("/{token}/api/source", get(source))
        .route("/{token}/api/state", get(state))
        .route("/{token}/api/export", get(export))
        .route("/{token}/api/events", get(events))
        .route("/{token}/api/change", post(change).layer(DefaultBodyLimit::max(REQUEST)))
        .route("/{token}/api/undo", post(undo).layer(DefaultBodyLimit::max(REQUEST)))
        .route("/{token}/api/redo", post(redo).layer(DefaultBodyLimit::max(REQUEST)))
        .route("/{token}/api/drop", post(take).layer(DefaultBodyLimit::max(most)))
        .layer(middleware::from_fn_with_state(Arc::clone(shared), admit))
        .with_state(Arc::clone(shared))
}

/// Lets in what the guard admits, and says the same to all else: that nothing is here.
async fn admit(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let is_admitted = shared.guard.admits(request.method(), request.uri().path(), request.headers());
    let mut response =
        if is_admitted { next.run(request).await } else { StatusCode::NOT_FOUND.into_response() };
    for (name, value) in headers() {
        response.headers_mut().insert(name, value);
    }
    response
}

async fn shell(State(shared): State<Arc<Shared>>) -> Response {
    let head = "<link rel=\"stylesheet\" href=\"page.css\">\n<link rel=\"icon\" href=\"data:,\">";
    let foot = "<script type=\"module\" src=\"page.js\"></script>";
    let page = page::fill("guihua", shared.lang, head, foot);
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

/// Which file, in which language and as what.
#[derive(Deserialize)]
struct Which {
    #[serde(default)]
    file: usize,
    lang: Option<String>,
    #[serde(default)]
    window: String,
    #[serde(rename = "as")]
    format: Option<String>,
    name: Option<String>,
}

impl Which {
    fn lang(&self, shared: &Shared) -> Lang {
        lang_of(self.lang.as_deref(), shared)
    }
}

fn lang_of(name: Option<&str>, shared: &Shared) -> Lang {
    match name {
        Some("en") => Lang::En,
        Some(_) => Lang::Zh,
        None => shared.lang,
    }
}

fn answer(status: StatusCode, value: &impl Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(body) => (status, [(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

fn refused(words: &str) -> Response {
    answer(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "error": words }))
}

async fn files(State(shared): State<Arc<Shared>>) -> Response {
    let session = shared.session();
    answer(StatusCode::OK, &json!({ "files": session.names(), "left": session.left() }))
}

async fn source(State(shared): State<Arc<Shared>>, Query(which): Query<Which>) -> Response {
    let lang = which.lang(&shared);
    match shared.session().open(which.file, lang) {
        Ok(open) => answer(StatusCode::OK, &open.view.source(true)),
        Err(words) => refused(&words),
    }
}

async fn state(State(shared): State<Arc<Shared>>, Query(which): Query<Which>) -> Response {
    match shared.session().state(which.file, &which.window, which.lang(&shared)) {
        Ok(state) => answer(StatusCode::OK, &state),
        Err(words) => refused(&words),
    }
}

/// A step, and the state that the page has seen.
#[derive(Deserialize)]
struct Step {
    revision: u64,
    lang: Option<String>,
    /// Which window asks: it takes back its own steps.
    #[serde(default)]
    window: String,
    /// What was done with one movement of the hand, and is undone with one.
    #[serde(default)]
    changes: Vec<Asked>,
}

async fn change(State(shared): State<Arc<Shared>>, Query(which): Query<Which>, body: Bytes) -> Response {
    step(&shared, which.file, &body, Session::change)
}

async fn undo(State(shared): State<Arc<Shared>>, Query(which): Query<Which>, body: Bytes) -> Response {
    step(&shared, which.file, &body, |session, asking, _| session.go(asking, Way::Back))
}

async fn redo(State(shared): State<Arc<Shared>>, Query(which): Query<Which>, body: Bytes) -> Response {
    step(&shared, which.file, &body, |session, asking, _| session.go(asking, Way::Forward))
}

fn step(
    shared: &Shared,
    file: usize,
    body: &[u8],
    work: impl FnOnce(&mut Session, &Asking, Vec<Asked>) -> Answer,
) -> Response {
    let Ok(step) = serde_json::from_slice::<Step>(body) else {
        let words = shared.ui.pick(
            "网页发来的改动程序看不懂，没有保存：请刷新网页（F5），再改一次",
            "the page asked for something that this program does not know, and nothing was saved: reload it (F5) and try again",
        );
        return answer(StatusCode::BAD_REQUEST, &json!({ "error": words }));
    };
    let lang = lang_of(step.lang.as_deref(), shared);
    let asking = Asking { file, revision: step.revision, window: &step.window, lang };
    let (answered, before, now) = {
        let mut session = shared.session();
        let before = session.standing(file);
        let answered = work(&mut session, &asking, step.changes);
        (answered, before, session.standing(file))
    };
    if before != now {
        shared.tell(file, &now);
    }
    match answered {
        Answer::Done(value) => answer(StatusCode::OK, &value),
        Answer::Conflict(value) => answer(StatusCode::CONFLICT, &value),
        Answer::Refused(value) => answer(StatusCode::UNPROCESSABLE_ENTITY, &value),
    }
}

async fn take(State(shared): State<Arc<Shared>>, Query(which): Query<Which>, body: Bytes) -> Response {
    let lang = which.lang(&shared);
    let name = which.name.as_deref().unwrap_or("-");
    let taken = {
        let mut session = shared.session();
        let taken = session.take(name, body.to_vec(), &which.window, lang);
        taken.map(|file| (file, session.names(), session.standing(file)))
    };
    match taken {
        Ok((file, names, standing)) => {
            shared.tell(file, &standing);
            answer(StatusCode::OK, &json!({ "file": file, "files": names }))
        }
        Err(words) => refused(&words),
    }
}

async fn export(State(shared): State<Arc<Shared>>, Query(which): Query<Which>) -> Response {
    let mut session = shared.session();
    let lang = which.lang(&shared);
    let format = which.format.as_deref().unwrap_or_default();
    let made = match session.open(which.file, lang) {
        Ok(open) => download::make(&open.view, &open.corrections, format, shared.ui).inspect(|_| {
            if format == "guihua.yaml" {
                open.note_taken();
            }
        }),
        Err(words) => return refused(&words),
    };
    match made {
        Ok(file) => {
            let disposition = format!("attachment; filename*=UTF-8''{}", percent(&file.name));
            let headers =
                [(header::CONTENT_TYPE, file.kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
            (headers, file.bytes).into_response()
        }
        Err(error) => refused(&crate::cli::fault::causes(&error, lang)),
    }
}

/// A name as headers may hold it.
fn percent(name: &str) -> String {
    use std::fmt::Write;
    name.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            text.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

/// What one window hears, as long as it is there.
struct Listening {
    id: u64,
    messages: mpsc::UnboundedReceiver<String>,
    shared: Arc<Shared>,
}

impl futures_core::Stream for Listening {
    type Item = Result<Event, std::convert::Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.messages.poll_recv(context).map(|message| message.map(|text| Ok(Event::default().data(text))))
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let is_last = {
            let mut windows = self.shared.windows();
            windows.open.remove(&self.id);
            windows.open.is_empty()
        };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        if is_last {
            let shared = Arc::clone(&self.shared);
            runtime.spawn(async move {
                tokio::time::sleep(GRACE).await;
                if shared.windows().open.is_empty() {
                    shared.ended.notify_one();
                }
            });
        }
    }
}

async fn events(State(shared): State<Arc<Shared>>) -> Response {
    let (sender, messages) = mpsc::unbounded_channel();
    let id = {
        let mut windows = shared.windows();
        windows.next += 1;
        let id = windows.next;
        windows.open.insert(id, sender);
        id
    };
    // A line now and then finds out who has gone without a word.
    let alive = KeepAlive::new().interval(Duration::from_secs(2));
    Sse::new(Listening { id, messages, shared }).keep_alive(alive).into_response()
}
