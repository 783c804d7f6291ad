//! Ids as PostgreSQL's uuid, addresses as its text.

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArgumentBuffer, PgHasArrayType, PgTypeInfo, PgValueRef};
use sqlx::{Decode, Encode, Postgres, Type};
use uuid::Uuid;

use crate::track::{AliasId, AssetId, AssetUri, LibraryId, TrackId};

macro_rules! as_uuid {
    ($($Name:ident),*) => {$(
        impl Type<Postgres> for $Name {
            fn type_info() -> PgTypeInfo {
                <Uuid as Type<Postgres>>::type_info()
            }
        }

        impl Encode<'_, Postgres> for $Name {
            fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
                Encode::<Postgres>::encode_by_ref(&self.uuid(), buffer)
            }
        }

        impl<'r> Decode<'r, Postgres> for $Name {
            fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
                <Uuid as Decode<Postgres>>::decode(value).map(Self::new)
            }
        }

        impl PgHasArrayType for $Name {
            fn array_type_info() -> PgTypeInfo {
                <Uuid as PgHasArrayType>::array_type_info()
            }
        }
    )*};
}

as_uuid! { TrackId, AssetId, LibraryId, AliasId }

impl Type<Postgres> for AssetUri {
    fn type_info() -> PgTypeInfo {
        <String as Type<Postgres>>::type_info()
    }
}

impl<'r> Decode<'r, Postgres> for AssetUri {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self::new(<String as Decode<Postgres>>::decode(value)?)?)
    }
}
