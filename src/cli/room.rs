//! How many of the files of a run are told one by one: as many as a screen has room for.
//!
//! The others are counted, and told when that is asked for (`--all`).

use std::collections::HashMap;

use guihua::Lang;

use super::locale::Ui;
use super::report::Page;

/// So many files are told of those that have the same reason.
const ALIKE: usize = 3;

/// What is told of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It is left aside, or stands in the place of others.
    Aside,
    /// It was passed over.
    Skipped,
    /// It was read and written.
    Written,
    /// It was not read, or not written.
    Failed,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Failed, Self::Skipped, Self::Aside, Self::Written];

    /// Up to here the screen is filled with it. What is graver has more of it, and what is
    /// said in the end has the rest.
    const fn rows(self) -> usize {
        match self {
            Self::Aside => 6,
            Self::Skipped | Self::Written => 11,
            Self::Failed => 17,
        }
    }
}

/// The room on the screen.
pub struct Room {
    pub ui: Ui,
    /// Whether all is told.
    is_all: bool,
    rows: usize,
    /// How many were told, by kind and reason.
    told: HashMap<(usize, String), usize>,
    /// How many there are of each kind, and how many of them were not told.
    counts: [(usize, usize); Kind::ALL.len()],
}

impl Room {
    /// All of it, or all that anybody asks for.
    pub fn new(is_all: bool, ui: Ui) -> Self {
        Self { ui, is_all, rows: 0, told: HashMap::new(), counts: Default::default() }
    }

    /// Whether all is told.
    pub const fn is_all(&self) -> bool {
        self.is_all
    }

    /// Tells all from now on.
    pub const fn open(&mut self) {
        self.is_all = true;
    }

    /// Takes the rows of what was told already.
    pub const fn fill(&mut self, rows: usize) {
        self.rows += rows;
    }

    /// Whether there is room for one more of a kind: fewer have this reason, and the text
    /// has its rows.
    pub fn has(&self, kind: Kind, reason: &str, text: &str) -> bool {
        let alike = self.told.get(&(kind as usize, reason.to_owned())).copied().unwrap_or_default();
        self.is_all || alike < ALIKE && self.rows + self.height(text) <= kind.rows()
    }

    /// The same, and takes the room or counts what has none.
    pub fn take(&mut self, kind: Kind, reason: &str, text: &str) -> bool {
        let has_room = self.has(kind, reason, text);
        let (all, untold) = &mut self.counts[kind as usize];
        *all += 1;
        if has_room {
            self.rows += self.height(text);
            *self.told.entry((kind as usize, reason.to_owned())).or_default() += 1;
        } else {
            *untold += 1;
        }
        has_room
    }

    /// What is told of an input that failed, where there is room: the line, and what is wrong
    /// with it in other words before that if they have room, too.
    pub fn failed(&mut self, reason: &str, words: &str, line: String) -> Option<String> {
        // Models have as many errors as they have.
        let reason = if words.is_empty() { reason } else { "a model" };
        let before = words.trim_end();
        let whole = if before.is_empty() { line.clone() } else { format!("{before}\n{line}") };
        let told = if self.has(Kind::Failed, reason, &whole) { whole } else { line };
        self.take(Kind::Failed, reason, &told).then_some(told)
    }

    fn height(&self, text: &str) -> usize {
        Page::new(self.ui.lang, false, self.ui.columns_on_stderr()).rows(text)
    }

    /// How many were not told; nothing where all were.
    pub fn rest(&self) -> Option<String> {
        let part = |kind: Kind| {
            let (all, untold) = self.counts[kind as usize];
            let (zh, en) = match kind {
                Kind::Failed => ("没有读成", "not read"),
                Kind::Skipped => ("跳过", "skipped"),
                Kind::Aside => ("放在一边或代替了原文", "left aside or in the place of others"),
                Kind::Written => ("写出", "written"),
            };
            (untold > 0).then(|| match self.ui.lang {
                Lang::Zh => format!("{all} 个{zh}（其中 {untold} 个用 --all 列出）"),
                Lang::En => format!("{all} {en} ({untold} of them: see --all)"),
            })
        };
        let parts: Vec<String> = Kind::ALL.into_iter().filter_map(part).collect();
        (!parts.is_empty()).then(|| parts.join(self.ui.pick("；", "; ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(is_all: bool) -> Room {
        Room::new(is_all, Ui { lang: Lang::Zh, color: clap::ColorChoice::Never })
    }

    #[test]
    fn a_few_are_told_for_each_reason_and_the_others_counted() {
        let mut room = room(false);
        let told = (0..60).filter(|_| room.take(Kind::Skipped, "图片", "跳过: a.jpg: 图片")).count();
        assert_eq!(told, ALIKE);
        assert!(room.take(Kind::Skipped, "空文件", "跳过: a.txt: 空文件"));
        let told = (0..25).filter(|_| room.take(Kind::Failed, "旧版", &"长".repeat(120))).count();
        assert_eq!(told, 3);
        let rest = "25 个没有读成（其中 22 个用 --all 列出）；61 个跳过（其中 57 个用 --all 列出）";
        assert_eq!(room.rest().as_deref(), Some(rest));
    }

    #[test]
    fn what_is_graver_has_room_behind_the_rest() {
        let mut room = room(false);
        for at in 0..60 {
            for kind in [Kind::Aside, Kind::Written, Kind::Skipped] {
                room.take(kind, &at.to_string(), "一行");
            }
        }
        assert_eq!(room.rows, Kind::Skipped.rows());
        assert!(room.take(Kind::Failed, "旧版", "一行\n两行"));
        let mut room = self::room(true);
        assert!((0..60).all(|_| room.take(Kind::Failed, "旧版", "一行")));
        assert_eq!(room.rest(), None);
    }
}
