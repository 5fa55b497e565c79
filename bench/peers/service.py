"""What one would write in Python: a model of XGBoost behind FastAPI, or behind bare Starlette with
the fastest JSON that Debian packages (ujson; msgspec is not among its packages). Each row is in
PostgreSQL, committed, before it is answered; the connection and the model's file come by the
environment.

uvicorn service:fast | service:bare
"""

import datetime
import os
import uuid

import asyncpg
import numpy
import ujson
import xgboost
from fastapi import FastAPI
from pydantic import BaseModel
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

TABLE = """
create table if not exists peer_prediction (
  id uuid primary key, predicted_at timestamptz not null, model text not null, entity text,
  score double precision not null, slots bytea not null)
"""
INSERT = "insert into peer_prediction values ($1, $2, $3, $4, $5, $6)"
COLUMNS = [f"f{i}" for i in range(30)]

booster = xgboost.Booster()
booster.load_model(os.environ["PEER_MODEL"])
booster.set_param({"nthread": 1})
pool = None


async def connect():
    global pool
    pool = await asyncpg.create_pool(os.environ["PEER_DATABASE"], min_size=8, max_size=8)
    async with pool.acquire() as connection:
        await connection.execute("select pg_advisory_lock(7)")
        await connection.execute(TABLE)
        await connection.execute("select pg_advisory_unlock(7)")


async def answer(rows):
    matrix = numpy.array([[row[name] for name in COLUMNS] for row in rows])
    scores = booster.inplace_predict(matrix, validate_features=False)
    now = datetime.datetime.now(datetime.timezone.utc)
    logged = [
        (uuid.uuid4(), now, "bench", None, float(score), slots.tobytes())
        for score, slots in zip(scores, matrix)
    ]
    async with pool.acquire() as connection:
        if len(logged) == 1:
            await connection.execute(INSERT, *logged[0])
        else:
            await connection.copy_records_to_table("peer_prediction", records=logged)
    return {
        "model": "bench",
        "predictions": [{"id": str(row[0]), "score": row[4]} for row in logged],
    }


class Rows(BaseModel):
    rows: list[dict[str, float]]


fast = FastAPI(on_startup=[connect])


@fast.post("/predictions")
async def predict(body: Rows):
    return await answer(body.rows)


async def predict_bare(request: Request):
    body = ujson.loads(await request.body())
    return Response(ujson.dumps(await answer(body["rows"])), media_type="application/json")


bare = Starlette(
    routes=[Route("/predictions", predict_bare, methods=["POST"])], on_startup=[connect]
)
