//! What each piece of evidence weighs when lines are joined: for a paragraph that
//! begins with a line (positive) or against it (negative).

// How a line ends, from the top, and how the next begins, from the left: Expected,
// Possible, Unexpected, Label, Clause, Closing, Dash, ClosingMark, OpeningMark, Digit,
// Word. One table for each way in which a text may be broken.

/// A paragraph begins, where lines are paragraphs.
const BEGINS_WHOLE: [[i16; 11]; 8] = [
    [66, 40, 3, 55, 17, 34, 60, -200, -18, 17, -9],      // Sentence
    [50, 25, -10, 36, 20, 20, 50, -200, -13, -15, -16],  // Semicolon
    [57, 40, 0, 60, 40, 20, 50, -200, -3, -5, -21],      // Colon
    [0, -20, -60, 6, -20, -10, 10, -200, -60, -62, -65], // Comma
    [-80, -80, -100, -60, -60, -60, -60, -150, -100, -100, -100], // Opening
    [66, 20, -18, 51, 20, 21, 50, -200, -34, -17, -24],  // Closing
    [31, 0, -40, 40, 10, 8, 40, -200, -17, -11, -23],    // Digit
    [48, 18, -15, 43, 18, 10, 29, -200, -39, -27, -24],  // Word
];

/// The same where lines end at the margin.
const BEGINS_WRAPPED: [[i16; 11]; 8] = [
    [73, 49, 10, 53, 17, 21, 61, -200, 7, 25, 16],        // Sentence
    [51, 25, -10, 45, 20, 20, 50, -200, -10, -15, -10],   // Semicolon
    [60, 40, 0, 60, 40, 27, 50, -200, 11, 0, 27],         // Colon
    [0, -20, -60, 17, -20, -10, 10, -200, -61, -60, -72], // Comma
    [-80, -80, -100, -60, -60, -60, -60, -150, -100, -100, -100], // Opening
    [89, 20, -25, 55, 20, 25, 50, -200, -20, -49, -2],    // Closing
    [30, 0, -40, 42, 10, 10, 40, -200, -17, -35, 0],      // Digit
    [50, 18, -25, 51, 20, 19, 50, -200, -22, -45, -35],   // Word
];

/// The same where a printed line may stand in pieces.
const BEGINS_PIECES: [[i16; 11]; 8] = [
    [60, 37, 12, 43, 9, 23, 61, -200, 34, 23, 9],          // Sentence
    [45, 25, -10, 41, 20, 20, 50, -200, -12, -19, -19],    // Semicolon
    [55, 40, 0, 60, 40, 21, 50, -200, 8, 3, 8],            // Colon
    [0, -20, -60, -12, -20, -10, 10, -200, -60, -62, -73], // Comma
    [-80, -80, -100, -60, -60, -60, -60, -150, -100, -100, -100], // Opening
    [60, 20, -30, 45, 20, 10, 50, -200, -25, -37, -31],    // Closing
    [33, -3, -40, 40, 10, 6, 40, -200, -32, -12, -27],     // Digit
    [47, 13, -28, 44, 20, 14, 50, -200, -37, -42, -16],    // Word
];

/// A piece stands in one printed line with the piece before.
const SAME_LINE: [[i16; 11]; 8] = [
    [-30, -17, -11, -26, 19, -2, -31, 0, -23, -14, 10], // Sentence
    [-27, -20, 0, -32, 0, -30, -30, 0, 5, 1, 14],       // Semicolon
    [-25, -20, 0, -40, 0, -21, -30, 0, -1, -3, 4],      // Colon
    [-20, -10, 0, -35, 0, 0, -30, 0, 5, 1, 27],         // Comma
    [-20, -10, 0, -40, 0, 0, -30, 0, 0, 0, -1],         // Opening
    [-19, -10, 0, -36, 0, -3, -30, -1, 9, 11, 17],      // Closing
    [-20, -7, 0, -40, 0, -3, -30, 0, 8, -7, 7],         // Digit
    [-8, -3, -11, -40, 0, 1, -30, 0, 14, 1, -23],       // Word
];

// How full the printed line before is, from the top, and how it ends, from the left (a
// sentence; a colon; a comma; a word).

/// The next line of a paragraph, where lines end at the margin.
const NEXT_WRAPPED: [[i16; 4]; 7] = [
    [0, -10, -1, -7],     // Over
    [19, 17, 18, 2],      // Full
    [2, -3, 15, -3],      // Almost
    [-8, -15, 11, -6],    // Near
    [-63, -60, -18, -23], // Part
    [-94, -77, -39, -57], // Little
    [9, 13, 9, -10],      // AsRecent
];

/// The first line of the next paragraph there.
const LAST_WRAPPED: [[i16; 4]; 7] = [
    [-11, 5, -3, -22],  // Over
    [-11, 2, -23, -64], // Full
    [-5, 5, -13, -13],  // Almost
    [0, -1, -1, 16],    // Near
    [4, 1, -3, 41],     // Part
    [24, 1, -4, 61],    // Little
    [-2, -7, 0, 8],     // AsRecent
];

/// The next line of a paragraph, where a printed line may stand in pieces.
const NEXT_PIECES: [[i16; 4]; 7] = [
    [-15, -9, -5, -13],  // Over
    [18, 15, 17, 17],    // Full
    [-7, 5, -3, 0],      // Almost
    [-14, -15, -3, -27], // Near
    [-44, -61, -9, -28], // Part
    [-75, -53, -3, -29], // Little
    [8, 4, 10, -5],      // AsRecent
];

/// The first line of the next paragraph there.
const LAST_PIECES: [[i16; 4]; 7] = [
    [-12, -1, 0, -17],  // Over
    [-3, -7, -28, -29], // Full
    [-3, 0, -13, -24],  // Almost
    [-4, 0, -1, -19],   // Near
    [-6, -4, -17, -7],  // Part
    [-12, -13, -19, 9], // Little
    [-5, 0, 0, -5],     // AsRecent
];

/// The next line of a paragraph where lines are paragraphs, behind a long one and behind
/// a short one.
const NEXT_WHOLE: [[i16; 4]; 2] = [
    [-39, -39, 25, -4],  // Long
    [-27, -39, 16, -34], // Short
];

/// What is certain outweighs everything else together.
pub(super) const CERTAIN: i16 = 2000;

macro_rules! signs {
    ($($(#[doc = $doc:literal])* $name:ident = $weight:expr, $words:literal;)*) => {
        /// A sign that a paragraph begins with a line, or that it does not.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Sign { $($name),* }

        /// The weight of each sign.
        const SIGNS: &[i16] = &[$($weight),*];

        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),*];

        /// What a reader would call each sign.
        #[allow(dead_code)]
        pub(super) const WORDS: &[&str] = &[$($words),*];
    };
}

signs! {
    CutHere = CERTAIN, "cut out of a line";
    Started = CERTAIN, "a line that stands alone by its kind";
    HeadingMark = -42, "Markdown heading";
    BehindFurniture = CERTAIN, "behind furniture that ends paragraphs";
    Cell = CERTAIN, "cells of a table";
    Whole = CERTAIN, "whole paragraph by its format";
    FormatBegins = CERTAIN, "begins by its place on the page";
    FormatGoesOn = -CERTAIN, "goes on by its place on the page";
    BehindRow = CERTAIN, "behind the row of a table";
    BehindWhole = CERTAIN, "behind a whole paragraph";
    BehindHeadingMark = CERTAIN, "behind a Markdown heading";
    BehindLeaders = CERTAIN, "behind an entry of the contents";
    PipeRow = CERTAIN, "drawn row of a table";
    Leaders = 50, "entry of the contents";
    Foreword = 60, "heading of a foreword";
    Blank = 23, "blank line before it";
    NotParted = -66, "no blank line, where paragraphs have one";
    TornText = -11, "in a text that breaks off in mid-sentence";
    WholeText = 11, "in a text that does not break off in mid-sentence";
    Indented = 88, "indented";
    NotIndented = -96, "not indented";
    AmongCells = 7, "among cells";
    LikeCells = 19, "like a cell behind a cell";
    Value = 33, "value of a table";
    BehindRowEnd = 90, "behind the last cell of a row";
    BehindBracketed = -7, "behind a line in brackets";
    RestOfImprint = -120, "rest of an imprint";
    KnownWord = -20, "half a word known elsewhere";
    KnownWords = -3, "in the midst of words known elsewhere";
    InBracket = -82, "inside a bracket";
    InQuote = -7, "inside a quotation";
    Heading = 14, "behind what may be a heading";
    HeadingAlone = 45, "behind a heading of a kind that stands alone";
    KnownEnd = 44, "behind a heading that ends here in the contents";
    KnownGoesOn = -45, "within a heading as the contents have it";
    TitleEnds = 64, "behind the title of the document";
    TitleGoesOn = -41, "within the title of the document";
    BehindBox = 46, "behind the heading of a box";
    BehindLead = -2, "behind a short sentence that stands alone";
    BehindTitle = -39, "behind the title of a notice";
}

impl Sign {
    pub(super) const COUNT: usize = SIGNS.len();

    pub(super) const fn bit(self) -> u64 {
        1 << self as u32
    }
}

/// How a text is broken into lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Way {
    /// A line is a paragraph.
    Whole,
    /// Lines end at the margin.
    Wrapped,
    /// Lines end at the margin, and at marks or changes of font.
    Pieces,
}

/// Places in the list of all weights.
pub(super) mod place {
    use crate::layout::weights::{Sign, Way};

    pub(super) const BEGINS: [usize; 3] = [0, 8 * 11, 2 * 8 * 11];
    pub(super) const SAME_LINE: usize = 3 * 8 * 11;
    pub(super) const NEXT_LINE: [usize; 3] = {
        let wrapped = SAME_LINE + 8 * 11;
        [wrapped + 4 * 7 * 4, wrapped, wrapped + 2 * 7 * 4]
    };
    pub(super) const LAST_LINE: [usize; 3] =
        [NEXT_LINE[0] + 2 * 4, NEXT_LINE[1] + 7 * 4, NEXT_LINE[2] + 7 * 4];
    const SIGNS: usize = LAST_LINE[0];
    pub(crate) const COUNT: usize = SIGNS + Sign::COUNT;

    pub(crate) const fn begins(way: Way, end: usize, begin: usize) -> usize {
        BEGINS[way as usize] + end * 11 + begin
    }

    pub(crate) const fn same_line(end: usize, begin: usize) -> usize {
        SAME_LINE + end * 11 + begin
    }

    pub(crate) const fn next_line(way: Way, fill: usize, end: usize) -> usize {
        NEXT_LINE[way as usize] + fill * 4 + end
    }

    pub(crate) const fn last_line(way: Way, fill: usize, end: usize) -> usize {
        LAST_LINE[way as usize] + fill * 4 + end
    }

    pub(crate) const fn sign(sign: usize) -> usize {
        SIGNS + sign
    }
}

/// All weights in one list.
pub(super) type Weights = [i16; place::COUNT];

/// The weights of the tables above.
pub(super) const WEIGHTS: Weights = {
    const fn lay<const W: usize, const H: usize>(
        mut all: Weights,
        from: usize,
        table: [[i16; W]; H],
    ) -> Weights {
        let mut at = 0;
        while at < W * H {
            all[from + at] = table[at / W][at % W];
            at += 1;
        }
        all
    }
    let mut all = [0; place::COUNT];
    all = lay(all, place::BEGINS[0], BEGINS_WHOLE);
    all = lay(all, place::BEGINS[1], BEGINS_WRAPPED);
    all = lay(all, place::BEGINS[2], BEGINS_PIECES);
    all = lay(all, place::SAME_LINE, SAME_LINE);
    all = lay(all, place::NEXT_LINE[0], NEXT_WHOLE);
    all = lay(all, place::NEXT_LINE[1], NEXT_WRAPPED);
    all = lay(all, place::NEXT_LINE[2], NEXT_PIECES);
    all = lay(all, place::LAST_LINE[1], LAST_WRAPPED);
    all = lay(all, place::LAST_LINE[2], LAST_PIECES);
    let mut at = 0;
    while at < SIGNS.len() {
        all[place::sign(at)] = SIGNS[at];
        at += 1;
    }
    all
};

/// The text of this file with other weights.
#[cfg(test)]
pub(super) fn print(file: &str, weights: &Weights) -> String {
    let mut out = String::new();
    // The table, its width, and the number of its row.
    let mut table: Option<(usize, usize, usize)> = None;
    for line in file.lines() {
        let mut line = line.to_owned();
        if line.starts_with("const ") && line.ends_with("= [") {
            let from = [
                ("BEGINS_WHOLE", place::BEGINS[0], 11),
                ("BEGINS_WRAPPED", place::BEGINS[1], 11),
                ("BEGINS_PIECES", place::BEGINS[2], 11),
                ("SAME_LINE", place::SAME_LINE, 11),
                ("NEXT_WHOLE", place::NEXT_LINE[0], 4),
                ("NEXT_WRAPPED", place::NEXT_LINE[1], 4),
                ("NEXT_PIECES", place::NEXT_LINE[2], 4),
                ("LAST_WRAPPED", place::LAST_LINE[1], 4),
                ("LAST_PIECES", place::LAST_LINE[2], 4),
            ];
            table =
                from.iter().find(|(name, ..)| line.contains(name)).map(|(_, from, width)| (*from, *width, 0));
        } else if line == "];" {
            table = None;
        } else if let Some((from, width, row)) = &mut table
            && line.trim_start().starts_with('[')
        {
            let at = *from + *row * *width;
            let comment = line.find("//").map_or("", |at| &line[at..]).to_owned();
            let row_text: Vec<String> = weights[at..at + *width].iter().map(i16::to_string).collect();
            line = format!("    [{}], {comment}", row_text.join(", "));
            *row += 1;
        } else if let Some((name, rest)) = line.trim_start().split_once(" = ")
            && let Some(sign) = NAMES.iter().position(|other| *other == name)
            && !rest.contains("CERTAIN")
            && let Some((_, words)) = rest.split_once(", ")
        {
            line = format!("    {name} = {}, {words}", weights[place::sign(sign)]);
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}
