//! Transformation matrices (ISO 32000-1, 8.3.4).

use crate::read::pdf::page::Point;

/// `[a b c d e f]`.
pub(super) type Matrix = [f32; 6];

pub(super) const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `a`, then `b`.
pub(super) fn multiply(a: &Matrix, b: &Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

pub(super) fn transform(matrix: &Matrix, x: f32, y: f32) -> Point {
    Point { x: matrix[0] * x + matrix[2] * y + matrix[4], y: matrix[1] * x + matrix[3] * y + matrix[5] }
}

pub(super) fn transform_vector(matrix: &Matrix, x: f32, y: f32) -> Point {
    Point { x: matrix[0] * x + matrix[2] * y, y: matrix[1] * x + matrix[3] * y }
}
