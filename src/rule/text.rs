//! Rules about characters, punctuation, words and pages.

pub(crate) mod doubled_character;
pub(crate) mod doubled_punctuation;
pub(crate) mod doubled_word;
pub(crate) mod foreign_word;
pub(crate) mod fullwidth_punctuation;
pub(crate) mod halfwidth_habit;
pub(crate) mod halfwidth_punctuation;
pub(crate) mod mismatched_bracket;
pub(crate) mod mixed_bracket_width;
pub(crate) mod page_incomplete;
pub(crate) mod page_number_out_of_order;
pub(crate) mod page_number_reversed;
pub(crate) mod page_unmapped;
pub(crate) mod page_without_text;
pub(crate) mod pages_missing;
pub(crate) mod picture_left_out;
pub(crate) mod private_use_character;
pub(crate) mod repeated_at_page_break;
pub(crate) mod sentence_cut_in_two;
pub(crate) mod space_inside_sentence;
pub(crate) mod text_left_out;
pub(crate) mod text_twice;
pub(crate) mod unbalanced_bracket;
pub(crate) mod undecodable_bytes;
pub(crate) mod wrong_replacement;
