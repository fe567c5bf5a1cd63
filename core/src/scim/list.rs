//! Lists: filtered, sorted, by pages (RFC 7644, 3.4.2).
//!
//! Without a filter and a sort a page is found by its place. A filter that names, by equality, what is indexed looks at
//! what the index has; any other looks at everything.

use serde_json::{Value, json};

use crate::error::Error;
use crate::scim::desk::Desk;
use crate::scim::fault::{Fault, Outcome};
use crate::scim::filter::{Filter, Path, Values, parse, parse_path};
use crate::scim::narrow::candidates;
use crate::scim::projection::Projection;
use crate::scim::resource::Object;
use crate::scim::rows;
use crate::scim::schema::Kind;
use crate::scim::view::View;
use crate::store::{Id, OrgReader};

/// Resources of a page unless the request says otherwise.
pub const DEFAULT_COUNT: usize = 100;
/// The most that a page has.
pub const MAX_COUNT: usize = 200;
/// Resources that are read at once while everything is looked at.
pub(super) const BATCH: usize = 512;

/// Characters by which is sorted.
const SORTED: usize = 128;

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// A filter's text.
    pub filter: Option<String>,
    /// A path's text.
    pub sort_by: Option<String>,
    /// Whether the greatest comes first.
    pub descending: bool,
    /// From 1; less is 1.
    pub start_index: Option<i64>,
    /// Where the last page ended, as it said in `nextCursor` (RFC 9865); empty for the first page.
    pub cursor: Option<String>,
    /// 0 for the total alone; less is 0, more than [`MAX_COUNT`] is that.
    pub count: Option<i64>,
    /// Which attributes.
    pub projection: Projection,
}

impl Query {
    /// How many resources a page has at most.
    pub(super) fn page_size(&self) -> usize {
        self.count.map_or(DEFAULT_COUNT, |count| usize::try_from(count).unwrap_or(0)).min(MAX_COUNT)
    }
}

/// One that matches, with what it is sorted by.
struct Match {
    kind: Kind,
    id: Id,
    /// Whether there is nothing to sort by: these come last.
    sort: (bool, String),
}

impl Desk {
    /// A page of resources of these kinds, as a `ListResponse`. Reads until it is done: for threads that may block.
    ///
    /// # Errors
    /// `invalidFilter` and `invalidPath` for what makes no sense, `tooMany` for groups with more members than one answer holds.
    pub fn list(&self, kinds: &[Kind], query: &Query) -> Outcome<Value> {
        let filter = query.filter.as_deref().filter(|text| !text.trim().is_empty());
        let filter = filter.map(|text| parse(text).map_err(Fault::filter)).transpose()?;
        let sort_by = query.sort_by.as_deref().filter(|text| !text.trim().is_empty());
        let sort_by =
            sort_by.map(|text| parse_path(text).map_err(|cause| Fault::path(format!("sortBy {cause}"))));
        let sort_by = sort_by.transpose()?;
        if let Some(cursor) = &query.cursor {
            if query.sort_by.is_some() || query.start_index.is_some() {
                return Err(Fault::value("cursor", "goes without sortBy and startIndex"));
            }
            return self.by_cursor(kinds, cursor, filter.as_ref(), query);
        }
        let start = query.start_index.unwrap_or(1).max(1).cast_unsigned();
        let count = query.page_size();
        let reader = self.read()?;
        let (total, page) = match (&filter, &sort_by) {
            (None, None) => self.by_place(&reader, kinds, start - 1, count)?,
            _ => {
                let mut matches = Vec::new();
                for kind in kinds {
                    self.matching(&reader, *kind, filter.as_ref(), sort_by.as_ref(), &mut matches)?;
                }
                if sort_by.is_some() {
                    matches.sort_by(|left, right| {
                        let order = left.sort.cmp(&right.sort);
                        let order = if query.descending { order.reverse() } else { order };
                        order.then(left.id.cmp(&right.id))
                    });
                }
                let skip = usize::try_from(start - 1).unwrap_or(usize::MAX);
                let page = matches.iter().skip(skip).take(count).map(|one| (one.kind, one.id)).collect();
                (matches.len() as u64, page)
            }
        };
        let mut view = View::new(&reader, self, &query.projection);
        let mut resources = Vec::with_capacity(page.len());
        for (kind, id) in page {
            if let Some(stored) = rows::get(&reader, self.connection, kind, id)? {
                resources.push(view.resource(kind, id, &stored)?);
            }
        }
        Ok(json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": total,
            "startIndex": start, "itemsPerPage": resources.len(), "Resources": resources,
        }))
    }

    fn by_place(
        &self,
        reader: &OrgReader,
        kinds: &[Kind],
        mut skip: u64,
        count: usize,
    ) -> Result<(u64, Vec<(Kind, Id)>), Error> {
        let (mut total, mut page) = (0, Vec::new());
        for kind in kinds {
            let here = rows::total(reader, self.connection, *kind)?;
            total += here;
            let left = count - page.len();
            if skip < here && left > 0 {
                let ids = rows::page(reader, (self.connection, kind.tag()), skip, left)?;
                page.extend(ids.into_iter().map(|id| (*kind, id)));
            }
            skip = skip.saturating_sub(here);
        }
        Ok((total, page))
    }

    fn matching(
        &self,
        reader: &OrgReader,
        kind: Kind,
        filter: Option<&Filter>,
        sort_by: Option<&Path>,
        matches: &mut Vec<Match>,
    ) -> Outcome<()> {
        let projection = Projection::new(Some(&needed(filter, sort_by)), None)?;
        let mut take = |ids: Vec<Id>| -> Outcome<()> {
            // Of memberships no more are held at once than one batch has.
            let mut view = View::new(reader, self, &projection);
            for id in ids {
                let Some(stored) = rows::get(reader, self.connection, kind, id)? else { continue };
                let mut object = rows::object(&stored)?;
                view.complete(kind, id, &stored, &mut object)?;
                let values =
                    Values { object: &object, is_exact: kind.exact(), core: kind.core(), element_of: None };
                if filter.is_none_or(|filter| values.fulfil(filter)) {
                    let sort = sort_by.map_or_else(Default::default, |path| sort_key(&object, kind, path));
                    matches.push(Match { kind, id, sort });
                }
            }
            Ok(())
        };
        if let Some(narrow) =
            filter.map(|filter| candidates(reader, self.connection, kind, filter)).transpose()?.flatten()
        {
            return take(narrow.into_iter().collect());
        }
        let mut skip = 0;
        loop {
            let ids = rows::page(reader, (self.connection, kind.tag()), skip, BATCH)?;
            let read = ids.len();
            take(ids)?;
            if read < BATCH {
                return Ok(());
            }
            skip += read as u64;
        }
    }
}

/// What is told of a resource, as far as the filter or the sort names it.
pub(super) fn needed(filter: Option<&Filter>, sort_by: Option<&Path>) -> String {
    let mut names = vec!["id".to_owned()];
    let mut add = |path: &Path| {
        names.extend(
            ["meta", "groups", "members"]
                .into_iter()
                .filter(|name| path.name.eq_ignore_ascii_case(name))
                .map(ToOwned::to_owned),
        )
    };
    sort_by.into_iter().for_each(&mut add);
    let mut open: Vec<&Filter> = filter.into_iter().collect();
    while let Some(filter) = open.pop() {
        match filter {
            Filter::And(parts) | Filter::Or(parts) => open.extend(parts),
            Filter::Not(inner) => open.push(inner),
            Filter::Compare { path, .. } | Filter::Present(path) | Filter::Element(path) => add(path),
        }
    }
    names.sort_unstable();
    names.dedup();
    names.join(",")
}

/// The text by which a resource is sorted: of a list the primary element's, else the first one's.
fn sort_key(object: &Object, kind: Kind, path: &Path) -> (bool, String) {
    let values = Values { object, is_exact: kind.exact(), core: kind.core(), element_of: None };
    let text = match values.first(path) {
        Some(Value::String(text)) if (kind.exact())(&path.name, path.sub.as_deref()) => Some(text.clone()),
        Some(Value::String(text)) => Some(text.to_lowercase()),
        Some(Value::Bool(flag)) => Some(u8::from(*flag).to_string()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    text.map_or((true, String::new()), |text| (false, text.chars().take(SORTED).collect()))
}
