//! A page's program run: which characters and rules it draws, and where.

use unpdf::parser::backend::{
    FormXObject, ObjectId, PageId, PaintedXObject, PdfBackend, RawBackend, ResourceScope,
};

use super::budget::Budget;
use super::content::{Operand, Operators};
use super::font::{FontFacts, Fonts};
use super::page::{Area, Glyph, Page, Point, Turn};

/// Forms are painted in forms at most so deep.
const MAX_FORMS: usize = 12;

/// Saved graphics states, and open pieces of marked content, at most.
const MAX_STATES: usize = 512;

/// A filled rectangle as thin as this, in points, is a line.
const MAX_RULE: f32 = 4.0;

/// Characters smaller than this, in points, cannot be read and are not meant to be.
const MIN_SIZE: f32 = 0.5;

/// A page while it is drawn.
pub(super) struct Drawing<'a> {
    backend: &'a RawBackend,
    fonts: &'a mut Fonts,
    budget: &'a mut Budget,
    page: Page,
    id: PageId,
    /// The forms that are being painted, the outermost first.
    forms: Vec<ObjectId>,
}

/// `[a b c d e f]` of ISO 32000-1, 8.3.4.
type Matrix = [f32; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

#[derive(Clone)]
struct State {
    matrix: Matrix,
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

/// Draws a page from its content stream.
pub(super) fn draw(
    backend: &RawBackend,
    fonts: &mut Fonts,
    budget: &mut Budget,
    number: u32,
    id: PageId,
    content: &[u8],
) -> Page {
    let area = backend.crop_box(id);
    let (width, height) = (area.width(), area.height());
    // User space has its origin at the bottom; a page may be shown turned.
    let (matrix, width, height) = match backend.page_rotation(id) % 360 {
        90 => ([0.0, 1.0, 1.0, 0.0, -area.lly, -area.llx], height, width),
        180 => ([-1.0, 0.0, 0.0, 1.0, area.urx, -area.lly], width, height),
        270 => ([0.0, -1.0, -1.0, 0.0, area.ury, area.urx], height, width),
        _ => ([1.0, 0.0, 0.0, -1.0, -area.llx, area.ury], width, height),
    };
    let page = Page { number, width, height, ..Page::default() };
    let mut drawing = Drawing { backend, fonts, budget, page, id, forms: Vec::new() };
    let state = State {
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
    };
    drawing.run(content, state);
    drawing.page
}

impl Drawing<'_> {
    fn scope(&self) -> ResourceScope {
        ResourceScope { page: self.id, form: self.forms.last().copied() }
    }

    fn run(&mut self, content: &[u8], state: State) {
        let mut operators = Operators::new(content);
        let mut interpreter = Interpreter {
            state,
            saved: Vec::new(),
            text: IDENTITY,
            line: IDENTITY,
            path: Path::default(),
            marked: Vec::new(),
        };
        while let Some(operator) = operators.next() {
            if !self.budget.spend() {
                self.page.cut = true;
                return;
            }
            if operator == b"Do" {
                if let Some(name) = operators.operands().last().and_then(Operand::name) {
                    self.paint(name, &interpreter.state);
                }
                continue;
            }
            interpreter.step(self, operator, &operators);
        }
    }

    /// Paints a form; pictures say nothing.
    fn paint(&mut self, name: &[u8], state: &State) {
        if self.budget.is_spent() {
            self.page.cut = true;
            return;
        }
        if let Some(PaintedXObject::Form(form)) = self.backend.xobject(self.scope(), name) {
            self.paint_form(&form, state);
        }
    }

    fn paint_form(&mut self, form: &FormXObject, state: &State) {
        if self.forms.len() >= MAX_FORMS || self.forms.contains(&form.id) {
            self.page.cut = true;
            return;
        }
        let Some(content) = &form.content else {
            self.page.cut = true;
            return;
        };
        if !self.budget.read(content.len()) {
            self.page.cut = true;
            return;
        }
        self.forms.push(form.id);
        self.run(content, State { matrix: multiply(&form.matrix, &state.matrix), ..state.clone() });
        self.forms.pop();
    }

    fn push_glyph(&mut self, glyph: Glyph) {
        let is_shown = |point: Point| {
            (-1.0..=self.page.width + 1.0).contains(&point.x)
                && (-1.0..=self.page.height + 1.0).contains(&point.y)
        };
        if glyph.size < MIN_SIZE
            || !is_shown(glyph.start)
            || !glyph.end.x.is_finite()
            || !glyph.end.y.is_finite()
        {
            return;
        }
        if self.budget.keep_glyph(self.page.glyphs.len()) {
            self.page.unmapped += u32::from(glyph.char == char::REPLACEMENT_CHARACTER);
            self.page.glyphs.push(glyph);
        } else {
            self.page.cut = true;
        }
    }

    fn push_rule(&mut self, rule: Area) {
        let sides = [rule.left, rule.top, rule.right, rule.bottom];
        if sides.iter().all(|side| side.is_finite()) && Budget::keep_rule(self.page.rules.len()) {
            self.page.rules.push(rule);
        }
    }
}

/// The state that a content stream changes as it runs.
struct Interpreter {
    state: State,
    saved: Vec<State>,
    /// The text matrix and the text line matrix.
    text: Matrix,
    line: Matrix,
    path: Path,
    /// For each open piece of marked content, whether it is an artifact.
    marked: Vec<bool>,
}

impl Interpreter {
    fn step(&mut self, drawing: &mut Drawing<'_>, operator: &[u8], given: &Operators<'_>) {
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
                    self.marked.push(is_artifact(operands));
                }
            }
            b"EMC" => {
                self.marked.pop();
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
                    self.state.facts = drawing.fonts.facts(drawing.backend, drawing.scope(), name);
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
        if !drawing.budget.read(bytes.len()) {
            drawing.page.cut = true;
            return;
        }
        let scope = drawing.scope();
        let shown = drawing.fonts.decode(drawing.backend, scope, &self.state.font, self.state.facts, bytes);
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
                artifact: self.marked.contains(&true),
            });
        }
    }

    fn paint_path(&mut self, drawing: &mut Drawing<'_>, operator: &[u8]) {
        let path = std::mem::take(&mut self.path);
        let is_stroked = matches!(operator, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*") && self.state.strokes;
        let is_filled =
            matches!(operator, b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*") && self.state.fills;
        let is_closed = matches!(operator, b"s" | b"b" | b"b*");
        for subpath in &path.subpaths {
            let points: Vec<Point> =
                subpath.points.iter().map(|(x, y)| transform(&self.state.matrix, *x, *y)).collect();
            if is_stroked {
                let closing = (subpath.closed || is_closed).then(|| [points[points.len() - 1], points[0]]);
                let across = transform_vector(&self.state.matrix, self.state.line_width, 0.0);
                let width = across.x.hypot(across.y).min(MAX_RULE);
                for pair in points.windows(2).map(|pair| [pair[0], pair[1]]).chain(closing) {
                    let mut rule = Area::between(pair[0], pair[1]);
                    if rule.width().min(rule.height()) <= 0.5 && rule.width().max(rule.height()) > 0.0 {
                        if rule.height() < rule.width() {
                            rule.top -= width / 2.0;
                            rule.bottom += width / 2.0;
                        } else {
                            rule.left -= width / 2.0;
                            rule.right += width / 2.0;
                        }
                        drawing.push_rule(rule);
                    }
                }
            }
            if is_filled && subpath.is_rectangle(&points) {
                let area = points[1..].iter().fold(Area::between(points[0], points[0]), |area, point| {
                    area.union(&Area::between(*point, *point))
                });
                if area.width().min(area.height()) <= MAX_RULE {
                    drawing.push_rule(area);
                }
            }
        }
    }
}

/// The path that is being built.
#[derive(Default)]
struct Path {
    subpaths: Vec<Subpath>,
    points: usize,
}

#[derive(Default)]
struct Subpath {
    points: Vec<(f32, f32)>,
    closed: bool,
    curved: bool,
}

impl Subpath {
    /// Whether the filled shape is an upright rectangle.
    fn is_rectangle(&self, points: &[Point]) -> bool {
        let is_straight =
            |pair: &[Point]| (pair[0].x - pair[1].x).abs() < 0.1 || (pair[0].y - pair[1].y).abs() < 0.1;
        !self.curved && (4..=5).contains(&points.len()) && points.windows(2).all(is_straight)
    }
}

impl Path {
    /// Rules come in fours; a path of more points is a drawing.
    const MAX_POINTS: usize = 20_000;

    fn build(&mut self, operator: &[u8], given: &Operators<'_>) {
        if self.points >= Self::MAX_POINTS {
            return;
        }
        self.points += 1;
        match operator {
            b"m" => {
                if let Some([x, y]) = given.numbers() {
                    self.subpaths.push(Subpath { points: vec![(x, y)], ..Subpath::default() });
                }
            }
            b"l" => {
                if let (Some([x, y]), Some(subpath)) = (given.numbers(), self.subpaths.last_mut()) {
                    subpath.points.push((x, y));
                }
            }
            b"re" => {
                if let Some([x, y, width, height]) = given.numbers() {
                    let points = vec![(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
                    self.subpaths.push(Subpath { points, closed: true, curved: false });
                }
            }
            b"h" => {
                if let Some(subpath) = self.subpaths.last_mut() {
                    subpath.closed = true;
                }
            }
            _ => {
                // A curve: its end is where the path goes on, but no rule leads there.
                let numbers: Vec<f32> = given.operands().iter().filter_map(Operand::number).collect();
                if let ([.., x, y], Some(subpath)) = (&numbers[..], self.subpaths.last_mut()) {
                    subpath.curved = true;
                    let closed = std::mem::take(&mut subpath.closed);
                    let next = Subpath { points: vec![(*x, *y)], closed, curved: true };
                    self.subpaths.push(next);
                }
            }
        }
    }
}

fn set(value: &mut f32, given: &Operators<'_>) {
    if let Some([number]) = given.numbers() {
        *value = number;
    }
}

/// Whether marked content is `/Artifact` of the kind that stands on every page.
fn is_artifact(operands: &[Operand<'_>]) -> bool {
    let [tag, rest @ ..] = operands else { return false };
    tag.name() == Some(b"Artifact")
        && rest.iter().any(|rest| {
            matches!(rest, Operand::Dictionary(bytes) if memchr::memmem::find(bytes, b"/Pagination").is_some())
        })
}

/// Whether a colour can be seen on white paper. Colours of spaces that are not
/// known count as ink.
fn is_ink(operator: &[u8], operands: &[Operand<'_>]) -> bool {
    const WHITE: f32 = 0.99;
    let numbers: Vec<f32> = operands.iter().filter_map(Operand::number).collect();
    match (operator, numbers.len()) {
        (b"k", 4) => numbers.iter().any(|part| *part > 1.0 - WHITE),
        (b"g" | b"sc" | b"scn", 1) | (b"rg" | b"sc" | b"scn", 3) => numbers.iter().any(|part| *part < WHITE),
        _ => true,
    }
}

/// First `a`, then `b`.
fn multiply(a: &Matrix, b: &Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

fn transform(matrix: &Matrix, x: f32, y: f32) -> Point {
    Point { x: matrix[0] * x + matrix[2] * y + matrix[4], y: matrix[1] * x + matrix[3] * y + matrix[5] }
}

fn transform_vector(matrix: &Matrix, x: f32, y: f32) -> Point {
    Point { x: matrix[0] * x + matrix[2] * y, y: matrix[1] * x + matrix[3] * y }
}
