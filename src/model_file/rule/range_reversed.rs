//! M017 range-reversed: an end before its start.

use super::super::finding::Finding;
use super::super::index::Index;
use super::super::problem::Problem;

/// Looks for it. Lines and offsets are looked at by [`lines_outside`](super::lines_outside),
/// which walks them all.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let Some(period) = index.plan.and_then(|plan| plan.get("period")) else { return };
    let (Some(first), Some(last)) = (period.get("start"), period.get("end")) else { return };
    if let (Some(start), Some(end)) = (first.number(), last.number())
        && start > end
    {
        let problem = Problem::Reversed { start, end };
        findings.push(super::finding(first.span, index.path("plan.period.start"), None, problem));
    }
}
