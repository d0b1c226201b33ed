//! Many jobs on a few threads, with the answers in the order of the jobs.
//!
//! One thread, the caller's, hands out jobs and delivers answers; it alone
//! knows the order, so nothing else has to be locked. Jobs under way, and
//! answers that wait for one before them, are bounded in number and in bytes: a
//! big job waits until there is room for it, and runs alone if there never is.
//!
//! Waking a thread costs as much as reading a page of a plan. So a worker that has
//! done a job rings for the caller only when some answers wait, or when hardly a job
//! is left for each worker.
//!
//! Workers are hired as jobs come for them. Where the system gives no more threads, those
//! that there are do the work; where it gives none, the caller's thread does.
//!
//! A job that takes too long cannot be stopped, since nothing in it asks; it is
//! left behind with its thread, and a new thread takes the place of that one.
//! What it gives in the end is dropped. Reading a plan takes time by its length
//! alone, so a thread that is left behind does end, unless the file that it
//! reads never does.

use std::any::Any;
use std::collections::VecDeque;
use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded, never, select, unbounded};

/// How long running jobs may go on after an interrupt.
const GRACE: Duration = Duration::from_secs(1);

/// How often a sink that shows progress is called while nothing else happens.
const TICK: Duration = Duration::from_millis(250);

/// How many events wait before a worker rings for them: two come from each job.
const EVENTS: usize = 32;

/// As much as the main thread has; others get less.
const STACK: usize = 8 * 1024 * 1024;

/// Jobs that wait to be started, and are not in memory with what they read.
const AHEAD: usize = 64;

/// What may be under way at once.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Threads that work, if the system gives as many.
    pub threads: usize,
    /// Jobs that are started or whose answer waits.
    pub jobs: usize,
    /// The cost of those jobs, in bytes.
    pub bytes: u64,
    /// How long one job may take.
    pub timeout: Option<Duration>,
}

/// What came of a job.
#[derive(Debug)]
pub enum Ended<R> {
    /// Its answer.
    Done(R),
    /// It took longer than it may.
    TimedOut,
    /// The program is at fault; this is what it said.
    Panicked(String),
    /// It was not started, or left behind, because of an interrupt.
    Dropped,
}

/// Why there are no more answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// There are no more jobs.
    Finished,
    /// The sink wanted no more.
    Stopped,
    /// The user wanted no more.
    Interrupted,
}

/// Takes the answers, in the order of the jobs.
pub trait Sink<J, R> {
    /// Takes what came of `job`; may ask for no more.
    fn deliver(&mut self, job: &J, ended: Ended<R>) -> ControlFlow<()>;

    /// Called a few times in a second.
    fn tick(&mut self) {}
}

/// The right to have effects: a job has it until it is left behind.
#[derive(Debug, Default)]
pub struct Claim(AtomicU8);

impl Claim {
    const OPEN: u8 = 0;
    const TAKEN: u8 = 1;
    const LOST: u8 = 2;

    /// Whether the job may have effects. From then on it is not left behind.
    pub fn take(&self) -> bool {
        self.become_one(Self::TAKEN)
    }

    /// Whether the job is left behind. From then on it has no effects.
    fn revoke(&self) -> bool {
        self.become_one(Self::LOST)
    }

    fn become_one(&self, state: u8) -> bool {
        match self.0.compare_exchange(Self::OPEN, state, Ordering::SeqCst, Ordering::SeqCst) {
            Ok(_) => true,
            Err(current) => current == state,
        }
    }
}

/// What a worker gets: the place of the job in the order, the job, its claim.
type Task<J> = (u64, Arc<J>, Arc<Claim>);

enum Event<R> {
    Started(u64, Instant),
    Ended(u64, Ended<R>),
}

/// A job that is under way, or whose answer waits for those before it.
struct Slot<J, R> {
    job: Arc<J>,
    cost: u64,
    claim: Arc<Claim>,
    started: Option<Instant>,
    ended: Option<Ended<R>>,
}

type Work<J, R> = dyn Fn(&J, &Claim) -> R + Send + Sync;

/// Does each of `jobs`, which come with their cost in bytes, and gives the
/// answers to `sink`, until there are no more jobs, or an interrupt comes.
pub fn run<J, R>(
    limits: Limits,
    jobs: &Receiver<(J, u64)>,
    interrupts: &Receiver<()>,
    work: Arc<Work<J, R>>,
    sink: &mut impl Sink<J, R>,
) -> End
where
    J: Send + Sync + 'static,
    R: Send + 'static,
{
    Pool::new(limits, work).run(jobs, interrupts, sink)
}

/// Hands out what `jobs` gives, from a thread of its own, and all at once where there is none.
pub fn feed<J: Send + 'static>(jobs: impl Iterator<Item = (J, u64)> + Send + 'static) -> Receiver<(J, u64)> {
    let (give, taken) = bounded::<Box<dyn Iterator<Item = (J, u64)> + Send>>(1);
    let (sender, receiver) = bounded(AHEAD);
    let started = spawn(move || {
        // Nobody listens after an interrupt, or where the output cannot be written.
        let _ = taken.recv().map(|jobs| jobs.into_iter().try_for_each(|job| sender.send(job)));
    });
    if started.is_ok() {
        // The thread waits for it.
        let _ = give.send(Box::new(jobs));
        return receiver;
    }
    let (sender, receiver) = unbounded();
    let _ = jobs.into_iter().try_for_each(|job| sender.send(job));
    receiver
}

/// Starts a thread with as much of a stack as the main thread has.
///
/// # Errors
///
/// Where the system gives no more threads.
pub fn spawn(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    #[cfg(test)]
    tests::may_spawn()?;
    thread::Builder::new().name("guihua".to_owned()).stack_size(STACK).spawn(work).map(drop)
}

struct Pool<J, R> {
    limits: Limits,
    /// Threads that work, without those that were left behind.
    workers: usize,
    work: Arc<Work<J, R>>,
    tasks: (Sender<Task<J>>, Receiver<Task<J>>),
    events: (Sender<Event<R>>, Receiver<Event<R>>),
    /// Rings when it is time to look at the events.
    bell: (Sender<()>, Receiver<()>),
    slots: VecDeque<Slot<J, R>>,
    /// The place in the order of the first slot.
    first: u64,
    /// The cost of all slots.
    bytes: u64,
}

impl<J: Send + Sync + 'static, R: Send + 'static> Pool<J, R> {
    fn new(limits: Limits, work: Arc<Work<J, R>>) -> Self {
        Self {
            limits,
            workers: 0,
            work,
            tasks: unbounded(),
            events: unbounded(),
            bell: bounded(1),
            slots: VecDeque::new(),
            first: 0,
            bytes: 0,
        }
    }

    fn run(
        mut self,
        jobs: &Receiver<(J, u64)>,
        interrupts: &Receiver<()>,
        sink: &mut impl Sink<J, R>,
    ) -> End {
        let mut held: Option<(J, u64)> = None;
        let mut is_last = false;
        loop {
            // One answer, which makes room: the workers need not wait for the others.
            if self.deliver_next(sink).is_some_and(|flow| flow.is_break()) {
                self.wind_down(Duration::ZERO);
                return End::Stopped;
            }
            if let Some((job, cost)) = held.take_if(|(_, cost)| self.has_room(*cost)) {
                self.start(job, cost);
            }
            if self.workers == 0 {
                self.work_here();
            }
            if is_last && held.is_none() && self.slots.is_empty() {
                return End::Finished;
            }
            let patience = if self.has_answer() { Duration::ZERO } else { self.patience() };
            let closed = never();
            let feed = if held.is_none() && !is_last { jobs } else { &closed };
            select! {
                recv(feed) -> job => match job {
                    Ok(job) => held = Some(job),
                    Err(_) => is_last = true,
                },
                // The pool itself holds the other end.
                recv(self.bell.1) -> _ => {}
                recv(interrupts) -> _ => {
                    self.wind_down(GRACE);
                    // Who wants no more gets no more.
                    while self.deliver_next(sink).is_some_and(|flow| flow.is_continue()) {}
                    return End::Interrupted;
                }
                default(patience) => {}
            }
            while let Ok(event) = self.events.1.try_recv() {
                self.note(event);
            }
            self.leave_behind_the_late();
            sink.tick();
        }
    }

    /// Starts a worker, if there may be one more.
    fn hire(&mut self) {
        if self.workers >= self.limits.threads {
            return;
        }
        let (tasks, events, work) = (self.tasks.1.clone(), self.events.0.clone(), Arc::clone(&self.work));
        let (bell, threads) = (self.bell.0.clone(), self.limits.threads);
        let worker = move || {
            for (place, job, claim) in &tasks {
                // A closed channel means that nobody waits for answers any more.
                if events.send(Event::Started(place, Instant::now())).is_err() {
                    return;
                }
                let ended = perform(&*work, &job, &claim);
                // Whoever was left behind has been replaced.
                if !claim.take() || events.send(Event::Ended(place, ended)).is_err() {
                    return;
                }
                if tasks.len() <= threads || events.len() >= EVENTS {
                    // Who is rung for already need not be rung for again.
                    let _ = bell.try_send(());
                }
            }
        };
        if spawn(worker).is_ok() {
            self.workers += 1;
        } else {
            // Whoever asks again and again takes the last of it from others.
            self.limits.threads = self.workers;
        }
    }

    /// Does what waits for a worker on this thread, since there is none. Nobody can leave
    /// that behind.
    fn work_here(&mut self) {
        while let Ok((place, job, claim)) = self.tasks.1.try_recv() {
            claim.take();
            let ended = perform(&*self.work, &job, &claim);
            self.note(Event::Ended(place, ended));
        }
    }

    fn has_room(&self, cost: u64) -> bool {
        self.slots.is_empty()
            || (self.slots.len() < self.limits.jobs && self.bytes + cost <= self.limits.bytes)
    }

    fn start(&mut self, job: J, cost: u64) {
        let slot =
            Slot { job: Arc::new(job), cost, claim: Arc::new(Claim::default()), started: None, ended: None };
        let place = self.first + self.slots.len() as u64;
        // The pool itself holds a receiver: this cannot fail.
        let _ = self.tasks.0.send((place, Arc::clone(&slot.job), Arc::clone(&slot.claim)));
        self.bytes += cost;
        self.slots.push_back(slot);
        self.hire();
    }

    fn note(&mut self, event: Event<R>) {
        match event {
            Event::Started(place, time) => {
                if let Some(slot) = self.slot(place) {
                    slot.started = Some(time);
                }
            }
            Event::Ended(place, ended) => {
                if let Some(slot) = self.slot(place) {
                    slot.ended = Some(ended);
                }
            }
        }
    }

    fn slot(&mut self, place: u64) -> Option<&mut Slot<J, R>> {
        let index = place.checked_sub(self.first)?;
        self.slots.get_mut(usize::try_from(index).ok()?)
    }

    /// Whether an answer waits for nothing before it.
    fn has_answer(&self) -> bool {
        self.slots.front().is_some_and(|slot| slot.ended.is_some())
    }

    /// Delivers the next answer, if it is there.
    fn deliver_next(&mut self, sink: &mut impl Sink<J, R>) -> Option<ControlFlow<()>> {
        let ended = self.slots.front_mut()?.ended.take()?;
        let slot = self.slots.pop_front()?;
        self.first += 1;
        self.bytes -= slot.cost;
        Some(sink.deliver(&slot.job, ended))
    }

    /// How long nothing may happen before somebody has to look.
    fn patience(&self) -> Duration {
        let Some(timeout) = self.limits.timeout else { return TICK };
        let running = self.slots.iter().filter(|slot| slot.ended.is_none());
        let next = running.filter_map(|slot| slot.started).min();
        // What starts from now on is not late before its time has passed. What started
        // since the last look is noted at the next, a tick from now at most.
        next.map_or(timeout, |started| timeout.saturating_sub(started.elapsed())).min(TICK)
    }

    fn leave_behind_the_late(&mut self) {
        let Some(timeout) = self.limits.timeout else { return };
        let mut late = 0;
        for slot in &mut self.slots {
            let is_late = slot.started.is_some_and(|started| started.elapsed() >= timeout);
            if slot.ended.is_none() && is_late && slot.claim.revoke() {
                slot.ended = Some(Ended::TimedOut);
                late += 1;
            }
        }
        self.workers -= late;
        (0..late).for_each(|_| self.hire());
    }

    /// Drops what has not begun, and what does not end within `grace`.
    fn wind_down(&mut self, grace: Duration) {
        while let Ok((place, _, claim)) = self.tasks.1.try_recv() {
            claim.revoke();
            self.note(Event::Ended(place, Ended::Dropped));
        }
        let deadline = Instant::now() + grace;
        while self.is_busy() {
            match self.events.1.recv_deadline(deadline) {
                Ok(event) => self.note(event),
                Err(_) => break,
            }
        }
        for slot in &mut self.slots {
            if slot.ended.is_none() && slot.claim.revoke() {
                slot.ended = Some(Ended::Dropped);
            }
        }
        // Who has a claim is writing an answer; it will not be long.
        while self.is_busy() {
            // Never closed: the pool itself holds a sender.
            let Ok(event) = self.events.1.recv() else { break };
            self.note(event);
        }
    }

    fn is_busy(&self) -> bool {
        self.slots.iter().any(|slot| slot.ended.is_none())
    }
}

fn perform<J, R>(work: &Work<J, R>, job: &J, claim: &Claim) -> Ended<R> {
    match catch_unwind(AssertUnwindSafe(|| work(job, claim))) {
        Ok(answer) => Ended::Done(answer),
        Err(panic) => Ended::Panicked(words(&*panic)),
    }
}

/// What a panic said.
pub fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use std::cell::Cell;
    use std::sync::atomic::AtomicUsize;

    thread_local! {
        /// How many threads the system gives to this one.
        static THREADS: Cell<usize> = const { Cell::new(usize::MAX) };
    }

    /// So many threads the system gives to this one from now on.
    pub fn give_threads(number: usize) {
        THREADS.set(number);
    }

    pub fn may_spawn() -> io::Result<()> {
        let left = THREADS.get().checked_sub(1).ok_or(io::ErrorKind::WouldBlock)?;
        THREADS.set(left);
        Ok(())
    }

    #[derive(Default)]
    struct List {
        answers: Vec<(u32, String)>,
        most: usize,
    }

    impl Sink<u32, String> for List {
        fn deliver(&mut self, job: &u32, ended: Ended<String>) -> ControlFlow<()> {
            let answer = match ended {
                Ended::Done(answer) => answer,
                Ended::TimedOut => "late".to_owned(),
                Ended::Panicked(words) => words,
                Ended::Dropped => "dropped".to_owned(),
            };
            self.answers.push((*job, answer));
            if self.answers.len() == self.most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        }
    }

    const LIMITS: Limits = Limits { threads: 3, jobs: 8, bytes: 100, timeout: None };

    fn feed(jobs: impl IntoIterator<Item = (u32, u64)> + Send + 'static) -> Receiver<(u32, u64)> {
        let (sender, receiver) = bounded(1);
        thread::spawn(move || jobs.into_iter().try_for_each(|job| sender.send(job)));
        receiver
    }

    fn sleep(milliseconds: u64) {
        thread::sleep(Duration::from_millis(milliseconds));
    }

    #[test]
    fn answers_come_in_the_order_of_the_jobs() {
        for threads in [1, 2, 5] {
            let mut list = List::default();
            let work = Arc::new(|job: &u32, _: &Claim| {
                sleep(u64::from(job * 7 % 5));
                format!("{job}")
            });
            let limits = Limits { threads, ..LIMITS };
            let end = run(limits, &feed((0..50).map(|job| (job, 1))), &never(), work, &mut list);
            assert_eq!(end, End::Finished);
            assert_eq!(list.answers, (0..50).map(|job| (job, job.to_string())).collect::<Vec<_>>());
        }
    }

    #[test]
    fn answers_wait_for_others_only_while_there_is_work() {
        let work = Arc::new(|job: &u32, _: &Claim| job.to_string());
        let limits = Limits { threads: 2, jobs: 256, bytes: 1000, timeout: None };
        let mut list = List::default();
        let end = run(limits, &feed((0..2000).map(|job| (job, 1))), &never(), work, &mut list);
        assert_eq!(end, End::Finished);
        assert_eq!(list.answers, (0..2000).map(|job| (job, job.to_string())).collect::<Vec<_>>());
    }

    #[test]
    fn no_more_is_under_way_than_there_is_room_for() {
        static BYTES: AtomicUsize = AtomicUsize::new(0);
        let work = Arc::new(|cost: &u32, _: &Claim| {
            let cost = *cost as usize;
            let now = BYTES.fetch_add(cost, Ordering::SeqCst) + cost;
            sleep(1);
            BYTES.fetch_sub(cost, Ordering::SeqCst);
            now.to_string()
        });
        let mut list = List::default();
        let jobs = (0..60).map(|index| if index % 7 == 0 { 500 } else { 45 });
        let end = run(LIMITS, &feed(jobs.map(|cost| (cost, u64::from(cost)))), &never(), work, &mut list);
        assert_eq!((end, list.answers.len()), (End::Finished, 60));
        for (cost, most) in &list.answers {
            let most: usize = most.parse().unwrap();
            assert!(most <= 90 || *cost == 500 && most == 500, "{cost} {most}");
        }
    }

    #[test]
    fn a_panic_is_the_answer_of_its_job_alone() {
        let work = Arc::new(|job: &u32, _: &Claim| {
            assert_ne!(*job, 3, "three");
            String::new()
        });
        let mut list = List::default();
        let end = run(LIMITS, &feed((0..6).map(|job| (job, 1))), &never(), work, &mut list);
        assert_eq!((end, list.answers.len()), (End::Finished, 6));
        assert!(list.answers[3].1.contains("three"));
        assert_eq!(list.answers.iter().filter(|answer| answer.1.is_empty()).count(), 5);
    }

    #[test]
    fn the_threads_that_there_are_do_the_work() {
        for threads in [0, 1, 2] {
            let jobs = feed((0..50).map(|job| (job, 1)));
            give_threads(threads);
            let mut list = List::default();
            let work = Arc::new(|job: &u32, _: &Claim| {
                assert_ne!(*job, 30, "three");
                job.to_string()
            });
            let end = run(LIMITS, &jobs, &never(), work, &mut list);
            assert_eq!((end, list.answers.len(), THREADS.get()), (End::Finished, 50, 0));
            assert!(list.answers.is_sorted() && list.answers[30].1.contains("three"));
        }
    }

    #[test]
    fn no_more_threads_are_asked_for_than_there_are_jobs() {
        give_threads(100);
        let work = Arc::new(|_: &u32, _: &Claim| String::new());
        let limits = Limits { threads: 80, ..LIMITS };
        run(limits, &feed((0..5).map(|job| (job, 1))), &never(), work, &mut List::default());
        assert_eq!(THREADS.get(), 95);
    }

    #[test]
    fn without_a_thread_all_jobs_are_handed_out_at_once() {
        give_threads(0);
        let jobs: Vec<_> = super::feed((0..500).map(|job| (job, 1))).iter().collect();
        assert_eq!(jobs.len(), 500);
    }

    #[test]
    fn where_none_takes_the_place_of_the_late_the_others_go_on() {
        let work = Arc::new(|job: &u32, _: &Claim| {
            sleep(if *job == 0 { 400 } else { 0 });
            String::new()
        });
        give_threads(1);
        let mut list = List::default();
        let limits = Limits { timeout: Some(Duration::from_millis(60)), ..LIMITS };
        let end = run(limits, &feed((0..9).map(|job| (job, 1))), &never(), work, &mut list);
        assert_eq!((end, list.answers.len()), (End::Finished, 9));
        assert_eq!(list.answers.iter().filter(|answer| answer.1 == "late").count(), 1);
    }

    #[test]
    fn who_is_late_is_left_behind_and_has_no_effects() {
        static EFFECTS: AtomicUsize = AtomicUsize::new(0);
        let work = Arc::new(|job: &u32, claim: &Claim| {
            // More of them than there are threads.
            sleep(if *job < 4 { 400 } else { 0 });
            EFFECTS.fetch_add(usize::from(claim.take()), Ordering::SeqCst);
            String::new()
        });
        let mut list = List::default();
        let limits = Limits { timeout: Some(Duration::from_millis(60)), ..LIMITS };
        let end = run(limits, &feed((0..9).map(|job| (job, 1))), &never(), work, &mut list);
        assert_eq!(end, End::Finished);
        let late: Vec<_> = list.answers.iter().map(|answer| answer.1 == "late").collect();
        assert_eq!(late, [true, true, true, true, false, false, false, false, false]);
        sleep(800);
        assert_eq!(EFFECTS.load(Ordering::SeqCst), 5);
    }

    #[test]
    fn an_interrupt_lets_short_jobs_end_and_drops_the_others() {
        let (sender, interrupts) = bounded(1);
        let work = Arc::new(move |job: &u32, _: &Claim| {
            if *job == 11 {
                sender.send(()).unwrap();
                sleep(5_000);
            }
            sleep(20);
            String::new()
        });
        let mut list = List::default();
        let started = Instant::now();
        let end = run(LIMITS, &feed((0..).map(|job| (job, 1))), &interrupts, work, &mut list);
        assert_eq!(end, End::Interrupted);
        assert!(started.elapsed() < Duration::from_secs(4));
        assert!(list.answers[..11].iter().all(|answer| answer.1.is_empty()), "{:?}", list.answers);
        assert_eq!(list.answers[11].1, "dropped");
        assert!(list.answers.len() <= 11 + LIMITS.jobs);
    }

    #[test]
    fn a_sink_may_have_enough() {
        let mut list = List { most: 5, ..List::default() };
        let work = Arc::new(|_: &u32, _: &Claim| String::new());
        let end = run(LIMITS, &feed((0..).map(|job| (job, 1))), &never(), work, &mut list);
        assert_eq!((end, list.answers.len()), (End::Stopped, 5));
    }

    struct Forward(Sender<u32>);
    impl Sink<u32, ()> for Forward {
        fn deliver(&mut self, job: &u32, _: Ended<()>) -> ControlFlow<()> {
            self.0.send(*job).unwrap();
            ControlFlow::Continue(())
        }
    }

    #[test]
    fn an_answer_does_not_wait_for_the_next_job() {
        let (jobs, feed) = bounded(0);
        let (heard, listen) = unbounded();
        let pool = thread::spawn(move || {
            run(LIMITS, &feed, &never(), Arc::new(|_: &u32, _: &Claim| ()), &mut Forward(heard))
        });
        for job in 0..3 {
            jobs.send((job, 1)).unwrap();
            assert_eq!(listen.recv_timeout(Duration::from_secs(5)), Ok(job));
        }
        drop(jobs);
        assert_eq!(pool.join().unwrap(), End::Finished);
    }
}
