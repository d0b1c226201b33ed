//! A page's program run: which characters and rules it draws, and where.

mod interpreter;
mod marked;
mod matrix;
mod path;

use unpdf::parser::backend::{
    FormXObject, ObjectId, PageId, PaintedXObject, PdfBackend, RawBackend, ResourceScope,
};
use unpdf::parser::raw::RawDocument;

use self::interpreter::{Interpreter, State};
use self::path::Shape;
use super::budget::Budget;
use super::content::{Operand, Operators};
use super::font::Fonts;
use super::page::{Glyph, Page, Point};

/// Forms are painted in forms at most so deep.
const MAX_FORMS: usize = 12;

/// Characters smaller than this, in points, cannot be read and are not meant to be.
const MIN_SIZE: f32 = 0.5;

/// A page while it is drawn.
pub(super) struct Drawing<'a> {
    document: &'a RawDocument,
    backend: &'a RawBackend,
    fonts: &'a mut Fonts,
    budget: &'a mut Budget,
    page: Page,
    id: PageId,
    /// The forms that are being painted, the outermost first.
    forms: Vec<ObjectId>,
}

/// Draws a page from its content stream.
pub(super) fn draw(
    (document, backend): (&RawDocument, &RawBackend),
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
    let mut drawing = Drawing { document, backend, fonts, budget, page, id, forms: Vec::new() };
    drawing.run(content, State::new(matrix));
    drawing.page
}

impl Drawing<'_> {
    fn scope(&self) -> ResourceScope {
        ResourceScope { page: self.id, form: self.forms.last().copied() }
    }

    fn run(&mut self, content: &[u8], state: State) {
        let mut operators = Operators::new(content);
        let mut interpreter = Interpreter::new(state);
        while let Some(operator) = operators.next() {
            if !self.budget.spend() {
                self.page.cut = true;
                break;
            }
            if operator == b"Do" {
                if let Some(name) = operators.operands().last().and_then(Operand::name) {
                    self.paint(name, &interpreter.state);
                }
                continue;
            }
            interpreter.step(self, operator, &operators);
        }
        interpreter.finish(self);
    }

    /// Paints a form. Of a picture, only its place is known.
    fn paint(&mut self, name: &[u8], state: &State) {
        if self.budget.is_spent() || self.forms.len() >= MAX_FORMS {
            self.page.cut = true;
            return;
        }
        match self.backend.xobject(self.scope(), name) {
            Some(PaintedXObject::Form(form)) => self.paint_form(&form, state),
            Some(PaintedXObject::Image) if Budget::keep_picture(self.page.pictures.len()) => {
                self.page.pictures.push(state.unit_square());
            }
            _ => {}
        }
    }

    fn paint_form(&mut self, form: &FormXObject, state: &State) {
        if self.forms.contains(&form.id) {
            self.page.cut = true;
            return;
        }
        let Some(content) = &form.content else {
            self.page.cut = true;
            return;
        };
        if !self.budget.paint() || !self.budget.read(content.len()) {
            self.page.cut = true;
            return;
        }
        self.forms.push(form.id);
        self.run(content, state.inside(&form.matrix));
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

    fn push_shape(&mut self, shape: Shape) {
        let (area, kept) = match shape {
            Shape::Rule(area) => (area, &mut self.page.rules),
            Shape::Shade(area) => (area, &mut self.page.shades),
        };
        let sides = [area.left, area.top, area.right, area.bottom];
        if sides.iter().all(|side| side.is_finite()) && Budget::keep_rule(kept.len()) {
            kept.push(area);
        }
    }
}
