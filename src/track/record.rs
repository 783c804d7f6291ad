//! What the table becomes: the enum of all fields, and the structs that have some of them each.

/// Takes the table apart: [`Field`](super::Field) has every row; [`TagFields`](super::TagFields),
/// [`NewTrack`](super::NewTrack) and [`Track`](super::Track) have what their sources say,
/// [`TrackSummary`](super::TrackSummary) what reaches the index.
macro_rules! fields {
    (tag { $($tag:tt)* } given { $($given:tt)* } file { $($file:tt)* }) => {
        crate::track::record::field! { tag { $($tag)* } given { $($given)* } file { $($file)* } }
        crate::track::record::record! {
            /// What the tags of a file say of its track.
            #[derive(Clone, Debug, Default, PartialEq)]
            TagFields optional {} $($tag)*
        }
        crate::track::record::record! {
            /// A track as somebody gives it. It is matched on `id`, else `external_id`, else `audio_uri`, else
            /// artist, title and album. What isn't said stays as it was.
            #[derive(Clone, Debug, Default, PartialEq)]
            NewTrack required {
                pub library_id: crate::track::LibraryId,
                pub id: Option<crate::track::TrackId>,
                /// The id its source uses, which is no UUID.
                pub external_id: Option<String>,
                /// Of a track without a file, which else is `COMPLETED`; where there is one, its state counts.
                pub status: Option<crate::track::Status>,
            } $($tag)* $($given)*
        }
        crate::track::record::record! {
            /// A track as the catalog has it. Where there is an asset, duration and technical facts are the asset's.
            #[derive(Clone, Debug, PartialEq)]
            Track required {
                pub id: crate::track::TrackId,
                /// The id its source uses.
                pub external_id: Option<String>,
                pub asset_id: Option<crate::track::AssetId>,
                pub status: crate::track::Status,
                /// Where the value of each field comes from.
                pub origins: crate::track::Origins,
                pub created_at: time::OffsetDateTime,
                pub updated_at: time::OffsetDateTime,
            } $($tag)* $($given)* $($file)*
        }
        crate::track::record::summary! { [] $($tag)* $($given)* $($file)* }
    };
}

/// The enum, and what the table says of each of its variants.
macro_rules! field {
    ($($source:ident {
        $($(#[$doc:meta])* $Variant:ident $name:ident $public:literal $kind:ident($($bound:expr),*)
            $filter:ident($($parameter:literal)?) $reach:ident;)*
    })*) => {
        /// A field of a track.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($($(#[$doc])* $Variant,)*)* }

        impl Field {
            /// Every field, in the order of the table.
            pub const ALL: &[Self] = &[$($(Self::$Variant,)*)*];

            /// What SQL, imports and the API call it.
            pub const fn name(self) -> &'static str {
                match self { $($(Self::$Variant => $public,)*)* }
            }

            /// What values it has.
            pub const fn kind(self) -> crate::track::Kind {
                match self { $($(Self::$Variant => crate::track::Kind::$kind($($bound),*),)*)* }
            }

            /// Where its values come from.
            pub const fn source(self) -> crate::track::Source {
                match self { $($(Self::$Variant => crate::track::Source::$source(),)*)* }
            }

            /// By what it is filtered.
            pub const fn filter(self) -> crate::track::Filter {
                match self { $($(Self::$Variant => crate::track::Filter::$filter($($parameter)?),)*)* }
            }

            /// How far it reaches.
            pub const fn reach(self) -> crate::track::Reach {
                match self { $($(Self::$Variant => crate::track::Reach::$reach(),)*)* }
            }
        }
    };
}

/// A struct with the given fields of its own and those of the rows.
macro_rules! record {
    ($(#[$about:meta])* $Name:ident $need:ident { $($(#[$own_doc:meta])* pub $own:ident: $Own:ty,)* }
        $($(#[$doc:meta])* $Variant:ident $name:ident $public:literal $kind:ident($($bound:expr),*)
            $filter:ident($($parameter:literal)?) $reach:ident;)*
    ) => {
        $(#[$about])*
        pub struct $Name {
            $($(#[$own_doc])* pub $own: $Own,)*
            $($(#[$doc])* pub $name: crate::track::record::type_of!($need $kind),)*
        }

        impl $Name {
            /// One of which no field is known.
            #[allow(clippy::too_many_arguments, reason = "one for each field of its own")]
            pub fn bare($($own: $Own),*) -> Self {
                Self { $($own,)* $($name: Default::default(),)* }
            }

            /// Its fields, in the order of the table.
            pub const FIELDS: &[Field] = &[$(Field::$Variant),*];

            /// The same, with what is known of each.
            pub fn fields(&self) -> impl Iterator<Item = (Field, Option<crate::track::ValueRef<'_>>)> {
                Self::FIELDS.iter().copied().map(|field| (field, self.get(field)))
            }

            /// The value of a field; none where it isn't known, or this has no such field.
            pub fn get(&self, field: Field) -> Option<crate::track::ValueRef<'_>> {
                match field {
                    $(Field::$Variant => crate::track::slot::Slot::get(&self.$name, field.kind()),)*
                    #[allow(unreachable_patterns, reason = "some have every field")]
                    _ => None,
                }
            }

            /// Puts a value of the field's kind in its place, or clears that; nothing where this has no such field.
            pub fn put(&mut self, field: Field, value: Option<crate::track::Value>) {
                match field {
                    $(Field::$Variant => crate::track::slot::Slot::put(&mut self.$name, value),)*
                    #[allow(unreachable_patterns, reason = "some have every field")]
                    _ => {}
                }
            }
        }
    };
}

/// The rows that reach the index, one after the other, and in the end the struct that has them.
macro_rules! summary {
    ([$($kept:tt)*]) => {
        crate::track::record::record! {
            /// The part of a completed track that searches match, filter and show.
            #[derive(Clone, Debug, Default, PartialEq)]
            TrackSummary required {
                pub id: crate::track::TrackId,
                pub library_id: crate::track::LibraryId,
            } $($kept)*
        }
    };
    ([$($kept:tt)*] $(#[$doc:meta])* $Variant:ident $name:ident $public:literal $kind:ident($($bound:expr),*)
        $filter:ident($($parameter:literal)?) row; $($rest:tt)*) => {
        crate::track::record::summary! { [$($kept)*] $($rest)* }
    };
    ([$($kept:tt)*] $(#[$doc:meta])* $Variant:ident $name:ident $public:literal $kind:ident($($bound:expr),*)
        $filter:ident($($parameter:literal)?) $reach:ident; $($rest:tt)*) => {
        crate::track::record::summary! {
            [$($kept)* $(#[$doc])* $Variant $name $public $kind($($bound),*) $filter($($parameter)?) $reach;] $($rest)*
        }
    };
}

/// The type of a struct's field, by the kind of its values.
macro_rules! type_of {
    (required name) => { String };
    ($need:ident name) => { Option<String> };
    ($need:ident text) => { Option<String> };
    ($need:ident uri) => { Option<String> };
    ($need:ident integer) => { Option<i64> };
    ($need:ident duration) => { Option<i64> };
    ($need:ident number) => { Option<f64> };
    ($need:ident boolean) => { Option<bool> };
    ($need:ident date) => { Option<String> };
    ($need:ident uuid) => { Option<uuid::Uuid> };
    ($need:ident isrc) => { Option<crate::track::Isrc> };
    ($need:ident texts) => { Vec<String> };
    ($need:ident object) => { crate::track::Attributes };
}

pub(super) use {field, fields, record, summary, type_of};
