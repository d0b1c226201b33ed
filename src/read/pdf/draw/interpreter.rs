//! The operators of a content stream: what they change, what they draw.

use super::Drawing;
use super::marked::Marked;
use super::matrix::{IDENTITY, Matrix, multiply, transform, transform_vector};
use super::path::{Paint, Path, is_ink};
use crate::read::pdf::content::{Operand, Operators};
use crate::read::pdf::font::FontFacts;
use crate::read::pdf::page::{Area, Glyph, Turn};

/// Saved graphics states, and open pieces of marked content, at most.
const MAX_STATES: usize = 512;

/// What one code stands for has no more bytes, as a rule: a ligature of a few letters.
const LIGATURE: u16 = 16;

/// The graphics state (ISO 32000-1, 8.4), as far as it bears on text and rules.
#[derive(Clone)]
pub(super) struct State {
    /// From user space to the page.
    pub matrix: Matrix,
    font: Vec<u8>,
    facts: FontFacts,
    size: f32,
    char_space: f32,
    word_space: f32,
    scale: f32,
    leading: f32,
    rise: f32,
    mode: u8,
    line_width: f32,
    /// Whether what is filled or stroked can be seen on white paper.
    fills: bool,
    strokes: bool,
}

/// The state that a content stream changes as it runs.
pub(super) struct Interpreter {
    pub state: State,
    saved: Vec<State>,
    /// The text matrix and the text line matrix.
    text: Matrix,
    line: Matrix,
    path: Path,
    /// The open pieces of marked content.
    marked: Vec<Marked>,
}

impl State {
    /// The state in which a page begins.
    pub(super) fn new(matrix: Matrix) -> Self {
        Self {
            matrix,
            font: Vec::new(),
            facts: FontFacts::default(),
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            line_width: 1.0,
            fills: true,
            strokes: true,
        }
    }

    /// Where a picture is painted: it fills the unit square (ISO 32000-1, 8.9.5).
    pub(super) fn unit_square(&self) -> Area {
        let corner = |x, y| transform(&self.matrix, x, y);
        Area::between(corner(0.0, 0.0), corner(1.0, 1.0))
            .union(&Area::between(corner(0.0, 1.0), corner(1.0, 0.0)))
    }

    /// The state in which a form begins that is painted in this one.
    pub(super) fn inside(&self, form: &Matrix) -> Self {
        Self { matrix: multiply(form, &self.matrix), ..self.clone() }
    }
}

impl Interpreter {
    /// Begins a content stream in `state`.
    pub(super) fn new(state: State) -> Self {
        Self {
            state,
            saved: Vec::new(),
            text: IDENTITY,
            line: IDENTITY,
            path: Path::default(),
            marked: Vec::new(),
        }
    }

    /// Ends a content stream: what it has not closed is closed.
    pub(super) fn finish(&mut self, drawing: &mut Drawing<'_>) {
        while let Some(marked) = self.marked.pop() {
            marked.end(&mut drawing.page, drawing.budget);
        }
    }

    /// Runs one operator.
    pub(super) fn step(&mut self, drawing: &mut Drawing<'_>, operator: &[u8], given: &Operators<'_>) {
        let operands = given.operands();
        match operator {
            b"q" => {
                if self.saved.len() < MAX_STATES {
                    self.saved.push(self.state.clone());
                }
            }
            b"Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"cm" => {
                if let Some(matrix) = given.numbers() {
                    self.state.matrix = multiply(&matrix, &self.state.matrix);
                }
            }
            b"w" => set(&mut self.state.line_width, given),
            b"BDC" | b"BMC" => {
                if self.marked.len() < MAX_STATES {
                    self.marked.push(Marked::begin(operands, &drawing.page));
                }
            }
            b"EMC" => {
                if let Some(marked) = self.marked.pop() {
                    marked.end(&mut drawing.page, drawing.budget);
                }
            }
            b"g" | b"rg" | b"k" | b"sc" | b"scn" => self.state.fills = is_ink(operator, operands),
            b"G" | b"RG" | b"K" | b"SC" | b"SCN" => {
                self.state.strokes = is_ink(&operator.to_ascii_lowercase(), operands);
            }
            b"cs" => self.state.fills = true,
            b"CS" => self.state.strokes = true,
            b"m" | b"l" | b"re" | b"h" | b"c" | b"v" | b"y" => self.path.build(operator, given),
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                self.paint_path(drawing, operator);
            }
            _ => self.text_step(drawing, operator, given),
        }
    }

    fn text_step(&mut self, drawing: &mut Drawing<'_>, operator: &[u8], given: &Operators<'_>) {
        let operands = given.operands();
        match operator {
            b"BT" => {
                self.text = IDENTITY;
                self.line = IDENTITY;
            }
            b"Tf" => {
                if let [.., Operand::Name(name), Operand::Number(size)] = operands {
                    self.state.size = *size;
                    self.state.font = name.to_vec();
                    self.state.facts =
                        drawing.fonts.facts(drawing.document, drawing.backend, drawing.scope(), name);
                }
            }
            b"Tc" => set(&mut self.state.char_space, given),
            b"Tw" => set(&mut self.state.word_space, given),
            b"TL" => set(&mut self.state.leading, given),
            b"Ts" => set(&mut self.state.rise, given),
            b"Tz" => {
                set(&mut self.state.scale, given);
                self.state.scale /= 100.0;
            }
            b"Tr" => {
                if let Some([mode]) = given.numbers() {
                    self.state.mode = mode as u8;
                }
            }
            b"Tm" => {
                if let Some(matrix) = given.numbers() {
                    self.text = matrix;
                    self.line = matrix;
                }
            }
            b"Td" | b"TD" => {
                if let Some([x, y]) = given.numbers() {
                    if operator == b"TD" {
                        self.state.leading = -y;
                    }
                    self.next_line(x, y);
                }
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" | b"TJ" => self.show(drawing, operands),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(drawing, operands);
            }
            b"\"" => {
                if let [word, char, _] = operands {
                    self.state.word_space = word.number().unwrap_or_default();
                    self.state.char_space = char.number().unwrap_or_default();
                }
                self.next_line(0.0, -self.state.leading);
                self.show(drawing, operands);
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = multiply(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line);
        self.text = self.line;
    }

    /// Shows the last operand: a text, or an array of texts and displacements.
    fn show(&mut self, drawing: &mut Drawing<'_>, operands: &[Operand<'_>]) {
        match operands.last() {
            Some(Operand::Text(text)) => self.show_text(drawing, text),
            Some(Operand::Array(items)) => {
                for item in items {
                    match item {
                        Operand::Text(text) => self.show_text(drawing, text),
                        Operand::Number(back) => {
                            let along = -back / 1000.0 * self.state.size;
                            if self.state.facts.vertical {
                                self.advance(0.0, along);
                            } else {
                                self.advance(along * self.state.scale, 0.0);
                            }
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn show_text(&mut self, drawing: &mut Drawing<'_>, bytes: &[u8]) {
        let State { font, facts, .. } = &self.state;
        // Longer texts are paid for as if each code had one.
        let cost = if facts.longest > LIGATURE { usize::from(facts.longest) } else { 1 };
        if !drawing.budget.read(bytes.len().saturating_mul(cost)) {
            drawing.page.cut = true;
            return;
        }
        let scope = drawing.scope();
        let shown = drawing.fonts.decode(drawing.document, drawing.backend, scope, font, *facts, bytes);
        for piece in shown {
            let start = self.place(piece.vertical.map(|vertical| vertical.origin));
            let spaced =
                self.state.char_space + if piece.is_word_space { self.state.word_space } else { 0.0 };
            let across = piece.width / 1000.0 * self.state.size * self.state.scale;
            if let Some(vertical) = piece.vertical {
                let down = vertical.advance / 1000.0 * self.state.size;
                self.draw_piece(drawing, &piece.text, start, (0.0, down));
                self.advance(0.0, down + spaced);
            } else {
                self.draw_piece(drawing, &piece.text, start, (across, 0.0));
                self.advance(across + spaced * self.state.scale, 0.0);
            }
        }
    }

    /// The place of the text position on the page, raised as the state says.
    fn place(&self, vertical_origin: Option<(f32, f32)>) -> Matrix {
        let (x, y) = vertical_origin.unwrap_or_default();
        let moved = [
            1.0,
            0.0,
            0.0,
            1.0,
            -x / 1000.0 * self.state.size * self.state.scale,
            // A vertical character is placed by the top of its column.
            if vertical_origin.is_some() { 0.0 } else { self.state.rise - y / 1000.0 * self.state.size },
        ];
        multiply(&multiply(&moved, &self.text), &self.state.matrix)
    }

    fn advance(&mut self, x: f32, y: f32) {
        self.text = multiply(&[1.0, 0.0, 0.0, 1.0, x, y], &self.text);
    }

    /// Draws the characters that one code stands for, side by side in its room.
    fn draw_piece(&self, drawing: &mut Drawing<'_>, text: &str, matrix: Matrix, room: (f32, f32)) {
        let count = text.chars().count() as f32;
        let across = transform_vector(&matrix, 1.0, 0.0);
        let up = transform_vector(&matrix, 0.0, 1.0);
        let is_vertical = room.0 == 0.0 && room.1 != 0.0;
        let direction = if is_vertical { (-up.x, -up.y) } else { (across.x, across.y) };
        let size = self.state.size.abs() * up.x.hypot(up.y);
        for (at, char) in text.chars().enumerate() {
            let part = |at: f32| transform(&matrix, room.0 * at / count, room.1 * at / count);
            let sign = if self.state.size < 0.0 && !is_vertical { -1.0 } else { 1.0 };
            drawing.push_glyph(Glyph {
                char,
                start: part(at as f32),
                end: part(at as f32 + 1.0),
                size,
                turn: Turn::of(direction.0 * sign, direction.1 * sign),
                // Filled and stroked: how programs make a font bold that is not.
                bold: self.state.facts.bold || self.state.mode == 2,
                family: self.state.facts.family,
                artifact: self.marked.iter().any(|marked| marked.is_artifact),
            });
        }
    }

    fn paint_path(&mut self, drawing: &mut Drawing<'_>, operator: &[u8]) {
        let path = std::mem::take(&mut self.path);
        let paint = Paint {
            stroke: matches!(operator, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*") && self.state.strokes,
            close: matches!(operator, b"s" | b"b" | b"b*"),
            fill: matches!(operator, b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*") && self.state.fills,
            line_width: self.state.line_width,
        };
        path.shapes(&self.state.matrix, paint, |shape| drawing.push_shape(shape));
    }
}

fn set(value: &mut f32, given: &Operators<'_>) {
    if let Some([number]) = given.numbers() {
        *value = number;
    }
}
