//! A file whose first fault is remembered. Writers of archives try to write more behind one,
//! and print on standard error that they cannot.

use std::io::{self, ErrorKind, Seek, SeekFrom, Write};

/// Takes all that is written behind a fault, which [`Remembering::finish`] gives.
pub struct Remembering<W> {
    inner: W,
    fault: Option<io::Error>,
    /// Where the writer stands, and how far it came, once nothing is written any more.
    at: u64,
    end: u64,
}

impl<W: Write> Remembering<W> {
    pub const fn new(inner: W) -> Self {
        Self { inner, fault: None, at: 0, end: 0 }
    }

    /// Writes what is held back.
    ///
    /// # Errors
    ///
    /// The first fault.
    pub fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        self.fault.map_or(Ok(()), Err)
    }

    fn take<T>(&mut self, result: io::Result<T>, instead: T) -> io::Result<T> {
        match result {
            Err(fault) if fault.kind() != ErrorKind::Interrupted => {
                self.fault = Some(fault);
                Ok(instead)
            }
            result => result,
        }
    }
}

impl<W: Write> Write for Remembering<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.fault.is_none() {
            let written = self.inner.write(bytes);
            return self.take(written, bytes.len());
        }
        self.at += bytes.len() as u64;
        self.end = self.end.max(self.at);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.fault.is_some() {
            return Ok(());
        }
        let flushed = self.inner.flush();
        self.take(flushed, ())
    }
}

impl<W: Write + Seek> Seek for Remembering<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        if self.fault.is_none() {
            let found = self.inner.seek(to);
            return self.take(found, 0);
        }
        let to = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
        };
        self.at = to.ok_or(ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// A disk with room for so many bytes.
    struct Disk(Cursor<Vec<u8>>, usize);

    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let rest = self.1.saturating_sub(self.0.get_ref().len());
            if rest == 0 {
                return Err(ErrorKind::StorageFull.into());
            }
            self.0.write(&bytes[..bytes.len().min(rest)])
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Seek for Disk {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.0.seek(to)
        }
    }

    #[test]
    fn the_first_fault_is_kept() {
        let mut writer = Remembering::new(Disk(Cursor::default(), 4));
        writer.write_all(b"abc").unwrap();
        assert_eq!(writer.stream_position().unwrap(), 3);
        writer.write_all(b"defg").unwrap();
        writer.seek(SeekFrom::Start(1)).unwrap();
        writer.write_all(b"h").unwrap();
        assert_eq!(writer.finish().unwrap_err().kind(), ErrorKind::StorageFull);
        let mut writer = Remembering::new(Disk(Cursor::default(), 9));
        writer.write_all(b"abc").unwrap();
        writer.finish().unwrap();
    }
}
