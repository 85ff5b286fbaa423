"""The same routes with FastAPI and SQLAlchemy on asyncpg, from Debian's packages."""
import json
import sys
import time
import uuid
from datetime import datetime

import jwt
import uvicorn
from fastapi import Body, FastAPI, Header, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy import Column, DateTime, Integer, Text, select, text
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, sessionmaker

given = json.loads(sys.argv[1])
url = given["databaseUrl"].replace("postgres://", "postgresql+asyncpg://", 1)
Session = sessionmaker(create_async_engine(url, pool_size=16), class_=AsyncSession, expire_on_commit=False)
Base = declarative_base()
keys = jwt.PyJWKClient(given["issuer"] + "/.well-known/jwks.json")
verified = {}
app = FastAPI()


class Campaign(Base):
    __tablename__ = "campaigns"
    user_id = Column(Text, primary_key=True)
    id = Column(UUID(as_uuid=True), primary_key=True)
    account_id = Column(UUID(as_uuid=True))
    persona_id = Column(UUID(as_uuid=True))
    name = Column(Text)
    type = Column(Text, server_default="email")
    status = Column(Text, server_default="draft")
    data = Column(JSONB)
    summary = Column(Text, server_default=text(""))
    version = Column(Integer, server_default=text(""))
    created_at = Column(DateTime(timezone=True), server_default=text(""))
    updated_at = Column(DateTime(timezone=True), server_default=text(""))
    __mapper_args__ = {"eager_defaults": True}


class Resource(BaseModel):
    id: uuid.UUID
    accountId: uuid.UUID
    personaId: uuid.UUID
    name: str
    type: str
    status: str
    data: dict
    version: int
    createdAt: datetime
    updatedAt: datetime


class Summary(BaseModel):
    id: uuid.UUID
    accountId: uuid.UUID
    personaId: uuid.UUID
    name: str
    type: str
    status: str
    description: str = None
    version: int
    createdAt: datetime
    updatedAt: datetime


class Page(BaseModel):
    items: list[Summary]
    nextCursor: str = None


class NewCampaign(BaseModel):
    accountId: uuid.UUID
    personaId: uuid.UUID
    name: str
    data: dict


def person_of(authorization):
    token = authorization[len("Bearer "):]
    earlier = verified.get(token)
    if earlier and time.time() < earlier["exp"]:
        return earlier["sub"]
    key = keys.get_signing_key_from_jwt(token).key
    payload = jwt.decode(token, key, algorithms=["ES256"], issuer=given["issuer"], audience=given["projectId"])
    verified[token] = payload
    return payload["sub"]


async def enter(session, user_id, writes=False):
    if writes:
        values = {"p": user_id, "r": str(uuid.uuid4())}
        await session.execute(text("select enter(:p, 'person', :r)"), values)
    else:
        await session.execute(text("select enter(:p)"), {"p": user_id})


def head(row):
    return dict(id=row.id, accountId=row.account_id, personaId=row.persona_id, name=row.name, type=row.type,
                status=row.status, version=row.version, createdAt=row.created_at, updatedAt=row.updated_at)


def resource(row):
    return Resource(data=row.data, **head(row))


@app.get("/api/campaigns/{id}", response_model=Resource)
async def view(id: uuid.UUID, response: Response, authorization: str = Header(), if_none_match: str = Header(None)):
    async with Session() as session, session.begin():
        await enter(session, person_of(authorization))
        row = (await session.execute(select(Campaign).where(Campaign.id == id))).scalar_one_or_none()
    if row is None:
        return JSONResponse({"status": 404}, status_code=404)
    etag = f'"{row.version}"'
    if if_none_match == etag:
        return Response(status_code=304, headers={"etag": etag})
    response.headers["etag"] = etag
    return resource(row)


@app.get("/api/campaigns", response_model=Page)
async def list_(authorization: str = Header()):
    columns = [Campaign.id, Campaign.account_id, Campaign.persona_id, Campaign.name, Campaign.type, Campaign.status,
               Campaign.summary, Campaign.version, Campaign.created_at, Campaign.updated_at]
    statement = select(*columns).order_by(Campaign.created_at.desc(), Campaign.id.desc()).limit(51)
    async with Session() as session, session.begin():
        await enter(session, person_of(authorization))
        rows = (await session.execute(statement)).all()
    items = [Summary(description=row.summary, **head(row)) for row in rows[:50]]
    return Page(items=items, nextCursor=str(rows[49].id) if len(rows) > 50 else None)


@app.post("/api/campaigns", response_model=Resource, status_code=201)
async def create(new: NewCampaign, response: Response, authorization: str = Header()):
    user_id = person_of(authorization)
    async with Session() as session, session.begin():
        await enter(session, user_id, writes=True)
        row = Campaign(user_id=user_id, id=uuid.uuid4(), account_id=new.accountId, persona_id=new.personaId,
                       name=new.name, data=new.data)
        session.add(row)
        await session.flush()
    response.headers["etag"] = f'"{row.version}"'
    return resource(row)


@app.patch("/api/campaigns/{id}", response_model=Resource)
async def patch(id: uuid.UUID, request: Request, response: Response, authorization: str = Header()):
    body = json.loads(await request.body())
    async with Session() as session, session.begin():
        await enter(session, person_of(authorization), writes=True)
        statement = select(Campaign).where(Campaign.id == id).with_for_update()
        row = (await session.execute(statement)).scalar_one()
        row.name = body.get("name", row.name)
        row.data = {**row.data, **body.get("data", {})}
        await session.flush()
        await session.refresh(row)
    response.headers["etag"] = f'"{row.version}"'
    return resource(row)


class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        port = self.servers[0].sockets[0].getsockname()[1]
        print(f"serves on http://127.0.0.1:{port}", flush=True)


Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", access_log=False)).run()
