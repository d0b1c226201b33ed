//! What each piece of evidence weighs when lines are joined: for a paragraph that
//! begins with a line (positive) or against it (negative).

// How a line ends, from the top, and how the next begins, from the left: Expected,
// Possible, Unexpected, Label, Clause, Closing, Dash, ClosingMark, OpeningMark, Digit,
// Word. One table for each way in which a text may be broken; a sign has three weights, for
// lines that are paragraphs, lines that end at the margin, and pieces of lines.

/// A paragraph begins, where lines are paragraphs.
const BEGINS_WHOLE: [[i16; 11]; 8] = [
    [80, 47, 25, 72, -15, 2, 60, -200, 0, 43, 6],          // Sentence
    [53, 25, -10, 27, 20, 20, 50, -200, -11, 0, 9],        // Semicolon
    [49, 40, 0, 60, 40, 16, 50, -200, 6, -26, -9],         // Colon
    [0, -20, -60, -17, -20, -39, 10, -200, -46, -63, -87], // Comma
    [-80, -80, -100, -60, -60, -60, -60, -150, 9, -100, 10], // Opening
    [79, 20, 25, 56, 20, 22, 32, -200, -41, -15, -26],     // Closing
    [31, -17, -52, 40, 10, -26, 40, -200, 55, -10, -11],   // Digit
    [36, 15, 25, 15, 18, -5, -30, -200, -27, -18, -13],    // Word
];

/// The same where lines end at the margin.
const BEGINS_WRAPPED: [[i16; 11]; 8] = [
    [199, 139, 54, 20, -4, -3, 70, -200, 12, 31, 30],   // Sentence
    [58, 25, -10, 18, 20, 20, 50, -200, -10, -15, -14], // Semicolon
    [63, 40, 0, 60, 40, 27, 50, -200, 5, 0, 15],        // Colon
    [0, -20, -60, -23, -20, -13, 10, -200, -26, -62, -126], // Comma
    [-80, -80, -100, -150, -150, -120, -100, -150, -100, -122, -100], // Opening
    [175, 20, -6, 71, 20, 48, 50, -200, 7, -134, -46],  // Closing
    [30, 0, -40, 42, 10, -8, 40, -200, 0, -36, -17],    // Digit
    [41, -11, 14, 81, 20, -10, 50, -200, -51, -71, -30], // Word
];

/// The same where a printed line may stand in pieces.
const BEGINS_PIECES: [[i16; 11]; 8] = [
    [62, 33, 11, 41, -8, -7, 72, -200, 5, -13, 13],     // Sentence
    [43, 25, -10, 19, 20, 20, 50, -200, -12, -19, -31], // Semicolon
    [27, 40, 0, 60, 40, 21, 50, -200, 0, -8, 26],       // Colon
    [0, -20, -60, -63, -20, -53, 10, -200, -49, -68, -99], // Comma
    [-80, -80, -100, -60, -60, -60, -60, -150, 15, -100, -5], // Opening
    [81, 20, -30, 18, 20, -68, 23, -200, -21, -67, -13], // Closing
    [39, -3, -40, 40, 10, 7, 40, -200, 1, 17, -1],      // Digit
    [57, -1, -7, 25, 6, 9, 50, -200, -20, -14, -22],    // Word
];

/// A piece stands in one printed line with the piece before.
const SAME_LINE: [[i16; 11]; 8] = [
    [-19, -4, -15, 3, 24, 6, -38, 1, 25, -11, 8],  // Sentence
    [-16, -20, 0, -12, 0, -30, -30, 0, 5, 1, 23],  // Semicolon
    [5, -20, 0, -40, 0, -16, -30, 0, -6, -4, 26],  // Colon
    [-20, -10, 0, 19, 0, 43, -30, 0, -17, 9, 4],   // Comma
    [-20, -10, 0, -40, 0, 0, -30, 0, -36, 0, -22], // Opening
    [-10, -10, 0, -13, 0, 61, -18, 8, 4, 24, 12],  // Closing
    [-20, -7, 0, -40, 0, -3, -30, 0, -5, -30, 18], // Digit
    [4, 7, -29, -41, 11, 8, -30, -1, 15, 10, -67], // Word
];

// How full the printed line before is, from the top, and how it ends, from the left (a
// sentence; a colon; a comma; a word).

/// The next line of a paragraph, where lines end at the margin.
const NEXT_WRAPPED: [[i16; 4]; 9] = [
    [29, -26, -3, -2],     // Over
    [36, 24, 22, 17],      // Full
    [15, -15, 8, -5],      // Almost
    [-23, -18, 8, -17],    // Near
    [-86, -51, -35, -34],  // Part
    [-104, -67, -62, -31], // Little
    [3, 33, -26, -9],      // AsRecent
    [-30, -30, -10, -26],  // FirstOver
    [0, 0, 0, 0],          // Exact, never asked for
];

/// The first line of the next paragraph there.
const LAST_WRAPPED: [[i16; 4]; 9] = [
    [-11, -4, -13, -52], // Over
    [-9, 7, -28, -118],  // Full
    [6, 31, 14, -7],     // Almost
    [9, 22, 23, 29],     // Near
    [19, -20, 12, 81],   // Part
    [14, -12, 1, 130],   // Little
    [-16, -34, -2, -13], // AsRecent
    [-12, 0, 0, -50],    // FirstOver
    [0, 0, 0, 0],        // Exact, never asked for
];

/// The next line of a paragraph, where a printed line may stand in pieces.
const NEXT_PIECES: [[i16; 4]; 9] = [
    [-22, -11, -7, -24],  // Over
    [0, 4, -3, 1],        // Full
    [0, -3, -9, 1],       // Almost
    [-30, -15, -13, -23], // Near
    [-38, -58, -26, -58], // Part
    [-38, -55, -40, -46], // Little
    [-12, -1, -10, -8],   // AsRecent
    [-20, -30, -21, -34], // FirstOver
    [6, 13, 16, 11],      // Exact
];

/// The first line of the next paragraph there.
const LAST_PIECES: [[i16; 4]; 9] = [
    [-16, -26, -3, -16], // Over
    [-27, -7, 4, -28],   // Full
    [-22, -3, -6, -25],  // Almost
    [-20, -8, 3, -20],   // Near
    [-23, -12, -6, 1],   // Part
    [-19, 8, 5, 18],     // Little
    [-28, -8, 20, -6],   // AsRecent
    [-25, 0, 0, -31],    // FirstOver
    [-25, -11, 0, -36],  // Exact
];

/// The next line of a paragraph where lines are paragraphs, by what the paragraph is so
/// far.
const NEXT_WHOLE: [[i16; 4]; 4] = [
    [-31, -39, 37, 2],   // Running: long, with a mark in it
    [-34, -35, 23, -10], // Long
    [-13, -51, 25, -22], // Short
    [-28, -22, 1, -17],  // Tiny
];

/// What is certain outweighs everything else together.
pub(super) const CERTAIN: i16 = 2000;
const ALWAYS: [i16; 3] = [CERTAIN; 3];
const NEVER: [i16; 3] = [-CERTAIN; 3];

macro_rules! signs {
    ($($(#[doc = $doc:literal])* $name:ident = $weights:expr, $words:literal;)*) => {
        /// A sign that a paragraph begins with a line, or that it does not.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Sign { $($name),* }

        /// The weights of each sign, one for each way.
        const SIGNS: &[[i16; 3]] = &[$($weights),*];

        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),*];

        /// What a reader would call each sign.
        const WORDS: &[&str] = &[$($words),*];
    };
}

signs! {
    CutHere = ALWAYS, "cut out of a line";
    Started = ALWAYS, "a line that stands alone by its kind";
    Box = [1, 199, 0], "heading of a box, label of an annex, or imprint";
    NumberedEntry = [0, 300, 0], "numbered entry of the contents";
    HeadingMark = [-42, -42, -42], "Markdown heading";
    BehindFurniture = ALWAYS, "behind furniture that ends paragraphs";
    Cell = ALWAYS, "cells of a table";
    Whole = ALWAYS, "whole paragraph by its format";
    FormatBegins = ALWAYS, "begins by its place on the page";
    FormatGoesOn = NEVER, "goes on by its place on the page";
    BehindRow = ALWAYS, "behind the row of a table";
    BehindWhole = ALWAYS, "behind a whole paragraph";
    BehindHeadingMark = ALWAYS, "behind a Markdown heading";
    BehindLeaders = ALWAYS, "behind an entry of the contents";
    PipeRow = ALWAYS, "drawn row of a table";
    Leaders = [32, 50, 50], "entry of the contents";
    Foreword = [60, 60, 60], "heading of a foreword";
    AfterPage = [-42, -29, -6], "a page ends before it";
    Strong = [20, 20, 20], "set in bold";
    BehindStrong = [40, 10, 10], "behind a line in bold";
    Lead = [35, 0, 20], "short sentence such as head paragraphs here";
    Chapter = [65, 60, 39], "heading of a chapter";
    Blank = [13, 97, 48], "blank line before it";
    BlankOpen = [-9, 34, 10], "blank line in the midst of a sentence";
    NotParted = [-66, -167, -66], "no blank line, where paragraphs have one";
    TornText = [2, 5, -24], "in a text that breaks off in mid-sentence";
    WholeText = [17, 11, 11], "in a text that does not break off in mid-sentence";
    Indented = [88, 400, 26], "indented";
    NotIndented = [-96, -161, -109], "not indented";
    Flush = [-30, -60, -30], "not indented, where indents are narrow";
    Tail = [0, -300, -200], "tail of the printed line before";
    Centred = [88, 201, 26], "further in than an indent";
    IndentedHere = [13, 62, 0], "indented, where not all paragraphs are";
    LostIndent = [0, 26, 0], "narrower by an indent than the lines behind it";
    AmongCells = [6, 34, 23], "among cells";
    CellRun = [-2, 129, 0], "in a run of what reads like cells";
    EquallyWide = [0, -32, 0], "as wide as the line before, short of the margin";
    LikeCells = [1, 20, -1], "like a cell behind a cell";
    Value = [1, 149, 3], "value of a table";
    BehindRowEnd = [105, 250, 93], "behind the last cell of a row";
    BehindBracketed = [4, 37, 21], "behind a line in brackets";
    SpacedHeading = NEVER, "second half of a heading that is set far apart";
    BehindSpaced = [73, 118, 101], "behind a heading of two characters";
    /// More than certain, where lines end at the margin: rows of tables stand alone there, too.
    Upright = [-300, -4000, -300], "next character of a narrow cell";
    BehindUpright = [0, 120, 120], "behind a word printed downwards";
    /// Certain but for what is certain otherwise: figures that a program has set on a line of
    /// their own, in the midst of a sentence.
    Hanging = [-900, -900, -900], "figures that hang below the letters of the line before";
    BehindHanging = [-900, -900, -900], "behind figures that hang below a line";
    Addressees = [-150, -214, -150], "goes on with a list of addressees";
    BracketWithin = [-150, -150, -150], "a remark in brackets that the sentence goes on behind";
    DateGoesOn = NEVER, "the month or day of the date before";
    BehindClauseLabel = [-125, -120, -123], "behind the label of a clause";
    CountsInLine = [-13, -149, -29], "goes on with a count within the paragraph";
    YearRemark = [-53, -150, -60], "years in brackets behind the name of a document";
    SpeaksOfDocument = [-60, -60, -60], "behind the name of a document";
    BeforePreamble = [60, 200, 60], "preamble behind a title";
    SendsOut = [40, 31, 38], "behind the sentence that sends out a document";
    HeaderBelow = [-1, 100, 0], "header of a table behind a colon";
    TableHeader = [60, 44, 60], "first cell of a header";
    FullClosing = [-12, -24, -14], "like a signature, but fills its line";
    FurtherIn = [60, 67, 60], "further in than the line before";
    Item = [60, 60, 60], "item whose title a gap sets off, behind another";
    Imprint = [80, 80, 76], "imprint that goes on in the next line";
    RestOfImprint = [-122, -120, -138], "rest of an imprint";
    KnownWord = [-4, -19, -11], "half a word known elsewhere";
    KnownWords = [-10, -2, 6], "in the midst of words known elsewhere";
    InBracket = [-66, -69, -68], "inside a bracket";
    InQuote = [-24, -51, -30], "inside a quotation";
    NumberInside = [-38, -23, -34], "a number that is expected, inside a bracket or quotation";
    Heading = [3, 18, 20], "behind what may be a heading";
    RestOfHeading = [-1, -30, 0], "like a short rest of the heading";
    Successor = [5, 33, 0], "the number behind that of the paragraph before";
    BehindChapter = [53, 65, 30], "behind the heading of a chapter";
    HeadingAlone = [35, 61, 29], "behind a heading of a kind that stands alone";
    KnownEnd = [17, 120, 23], "behind a heading that ends here in the contents";
    KnownGoesOn = [-25, 8, -55], "within a heading as the contents have it";
    TitleEnds = [11, -62, 7], "behind the title of the document";
    TitleGoesOn = [8, -17, -8], "within the title of the document";
    BehindBox = [52, 75, 40], "behind the heading of a box";
    BoxGoesOn = [-1, -100, 0], "a few words behind the heading of a box that fills its line";
    BehindLead = [-63, -2, -2], "behind a short sentence such as head paragraphs here";
    BehindLoneLead = [-8, -1, -4], "behind a short sentence, where others are paragraphs";
    BehindTitleLike = [36, 47, 49], "behind what reads like a title or a name";
    BehindNarrow = [1, 32, 1], "below a narrow cell";
    NotInContents = [-4, -10, -22], "behind what the contents do not name";
    BehindAddressees = [60, 60, 150], "behind a list of addressees";
    RestOfTitle = [-60, -150, -120], "within the title of a notice";
    BehindTitle = [-24, -191, -40], "behind the title of a notice";
    NextClauseLine = [0, 0, 60], "one line that names departments behind another";
    NextNumber = [0, -2, 60], "the next number, behind what is closed";
    InSentence = [-15, -52, -36], "in the midst of a sentence";
    RowNumber = [1, -150, 0], "a number alone in the midst of a sentence, or behind it";
    InClause = [-120, -300, -150], "inside a bracket that names departments";
    RestOfClause = [-150, -300, -150], "rest of a line that names departments";
    BehindClause = [14, 0, 30], "behind a bracket that names departments";
    BehindClauseLine = [30, 80, 60], "an expected number behind a line that names departments";
}

/// Signs, one in each bit.
pub(super) type Signs = u128;

impl Sign {
    pub(super) const COUNT: usize = SIGNS.len();

    pub(super) const fn bit(self) -> Signs {
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

    /// Ways in which a printed line may be full.
    const FILLS: usize = 9;

    pub(super) const BEGINS: [usize; 3] = [0, 8 * 11, 2 * 8 * 11];
    pub(super) const SAME_LINE: usize = 3 * 8 * 11;
    pub(super) const NEXT_LINE: [usize; 3] = {
        let wrapped = SAME_LINE + 8 * 11;
        [wrapped + 4 * FILLS * 4, wrapped, wrapped + 2 * FILLS * 4]
    };
    pub(super) const LAST_LINE: [usize; 3] =
        [NEXT_LINE[0] + 4 * 4, NEXT_LINE[1] + FILLS * 4, NEXT_LINE[2] + FILLS * 4];
    const SIGNS: usize = LAST_LINE[0];
    pub(crate) const COUNT: usize = SIGNS + 3 * Sign::COUNT;

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

    pub(crate) const fn sign(way: Way, sign: usize) -> usize {
        SIGNS + 3 * sign + way as usize
    }

    /// What the weight at `place` speaks of.
    pub(crate) fn words(place: usize) -> &'static str {
        /// How a line ends and the next begins.
        const MARKS: &str = "how the line before ends and this one begins";
        /// How full a line is.
        const ROOM: &str = "how much room the line before leaves";
        match place {
            ..SAME_LINE => MARKS,
            SAME_LINE.. if place < SAME_LINE + 8 * 11 => MARKS,
            _ if place < SIGNS => ROOM,
            _ => crate::layout::weights::WORDS[(place - SIGNS) / 3],
        }
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
        all[place::sign(Way::Whole, at)] = SIGNS[at][0];
        all[place::sign(Way::Wrapped, at)] = SIGNS[at][1];
        all[place::sign(Way::Pieces, at)] = SIGNS[at][2];
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
            && let Some((_, words)) = rest.split_once("], ")
        {
            let from = place::sign(Way::Whole, sign);
            line = format!("    {name} = {:?}, {words}", &weights[from..from + 3]);
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}
