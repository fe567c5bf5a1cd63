//! Pages by cursor (RFC 9865): each begins where the one before ended, whoever came or went meanwhile.
//!
//! A cursor is the place of the last resource: its kind and its number, which no other resource ever gets.

use serde_json::{Map, Value, json};

use crate::scim::desk::Desk;
use crate::scim::fault::{Fault, Outcome};
use crate::scim::filter::{Filter, Values};
use crate::scim::list::{BATCH, Query, needed};
use crate::scim::narrow::candidates;
use crate::scim::projection::Projection;
use crate::scim::rows::{self, ORDER};
use crate::scim::schema::Kind;
use crate::scim::view::View;
use crate::store::{Id, OrgReader, OrgRows as _, Span};

/// After which resource a page begins.
#[derive(Debug, Clone, Copy)]
struct Place {
    tag: u8,
    number: u64,
}

impl Place {
    fn read(text: &str) -> Outcome<Option<Self>> {
        if text.is_empty() {
            return Ok(None);
        }
        let place = text.split_once('.').and_then(|(tag, number)| {
            Some(Self { tag: tag.parse().ok()?, number: u64::from_str_radix(number, 16).ok()? })
        });
        let unknown = || Fault::new(400, Some("invalidCursor"), "the cursor is none that this service gave");
        place.map(Some).ok_or_else(unknown)
    }
}

impl Desk {
    /// The page after `cursor`, as a `ListResponse`. How many there are together is told without a filter only.
    pub(super) fn by_cursor(
        &self,
        kinds: &[Kind],
        cursor: &str,
        filter: Option<&Filter>,
        query: &Query,
    ) -> Outcome<Value> {
        let (after, count) = (Place::read(cursor)?, query.page_size());
        let reader = self.read()?;
        let mut page: Vec<(Kind, u64, Id)> = Vec::new();
        for kind in kinds.iter().filter(|kind| after.is_none_or(|place| kind.tag() >= place.tag)) {
            let from = after.filter(|place| place.tag == kind.tag()).map(|place| place.number);
            // One more tells whether there is a next page.
            self.fill(&reader, *kind, from, filter, count + 1, &mut page)?;
        }
        let more = page.len() > count;
        page.truncate(count);
        let mut answer = Map::new();
        answer.insert("schemas".into(), json!(["urn:ietf:params:scim:api:messages:2.0:ListResponse"]));
        if filter.is_none() {
            let totals = kinds.iter().map(|kind| rows::total(&reader, self.connection, *kind));
            answer.insert("totalResults".into(), totals.sum::<Result<u64, _>>()?.into());
        }
        if let Some((kind, number, _)) = page.last().filter(|_| more) {
            answer.insert("nextCursor".into(), format!("{}.{number:x}", kind.tag()).into());
        }
        let mut view = View::new(&reader, self, &query.projection);
        let mut resources = Vec::with_capacity(page.len());
        for (kind, _, id) in page {
            if let Some(stored) = rows::get(&reader, self.connection, kind, id)? {
                resources.push(view.resource(kind, id, &stored)?);
            }
        }
        answer.insert("itemsPerPage".into(), resources.len().into());
        answer.insert("Resources".into(), resources.into());
        Ok(Value::Object(answer))
    }

    /// Adds resources with numbers above `from` until the page has `most`.
    fn fill(
        &self,
        reader: &OrgReader,
        kind: Kind,
        mut from: Option<u64>,
        filter: Option<&Filter>,
        most: usize,
        page: &mut Vec<(Kind, u64, Id)>,
    ) -> Outcome<()> {
        let shelf = (self.connection, kind.tag());
        let projection = Projection::new(Some(&needed(filter, None)), None)?;
        let narrow =
            filter.map(|filter| candidates(reader, self.connection, kind, filter)).transpose()?.flatten();
        if let Some(narrow) = narrow {
            let mut placed = Vec::new();
            for id in narrow {
                if let Some(stored) = rows::get(reader, self.connection, kind, id)? {
                    placed.push((stored.number, id));
                }
            }
            placed.sort_unstable();
            placed.retain(|(number, _)| from.is_none_or(|from| *number > from));
            return self.take(reader, (kind, &projection), filter, placed, most, page);
        }
        while page.len() < most {
            let span = Span::prefix(&shelf);
            let span = from.map_or(span.clone(), |from| span.after(&(shelf, from)));
            let batch: Vec<(u64, Id)> = reader
                .list(&ORDER, span, 0, BATCH)?
                .into_iter()
                .map(|((_, number), id)| (number, id))
                .collect();
            let Some((last, _)) = batch.last() else { break };
            from = Some(*last);
            self.take(reader, (kind, &projection), filter, batch, most, page)?;
        }
        Ok(())
    }

    /// Adds those that the filter holds for.
    fn take(
        &self,
        reader: &OrgReader,
        (kind, projection): (Kind, &Projection),
        filter: Option<&Filter>,
        placed: Vec<(u64, Id)>,
        most: usize,
        page: &mut Vec<(Kind, u64, Id)>,
    ) -> Outcome<()> {
        let mut view = View::new(reader, self, projection);
        for (number, id) in placed {
            if page.len() >= most {
                break;
            }
            if let Some(filter) = filter {
                let Some(stored) = rows::get(reader, self.connection, kind, id)? else { continue };
                let mut object = rows::object(&stored)?;
                view.complete(kind, id, &stored, &mut object)?;
                let values =
                    Values { object: &object, is_exact: kind.exact(), core: kind.core(), element_of: None };
                if !values.fulfil(filter) {
                    continue;
                }
            }
            page.push((kind, number, id));
        }
        Ok(())
    }
}
