// GET /open/v1/wishes: a page of the public list, with CACHE=1 kept in Redis for a second and read once for all who wait for it.
import { createHash } from "node:crypto";
import { statements } from "./statements.mjs";

const Most = 100;
const FirstPage = "9223372036854775807";
const KeptMs = 1000;

export async function addList(app, db, redis, problem) {
  const areas = new Map((await db.query(statements.listAreas))[0].map(row => [String(row.id), row]));
  const inFlight = new Map();

  async function read(areaId, status, after, limit) {
    const sql = statements.listWishes.replaceAll("{level}", areas.get(areaId).level);
    const [rows] = await db.execute(sql, [areaId, status, after, String(limit + 1)]);
    const items = rows.slice(0, limit).map(view);
    const next = rows.length > limit ? Buffer.from(items.at(-1).id).toString("base64url") : null;
    return JSON.stringify({ items, next });
  }

  const view = row => ({
    id: String(row.id), communityId: String(row.community_id), communityName: areas.get(String(row.community_id))?.name,
    category: row.category, status: row.status, title: row.public_title, story: row.public_story, wantedBy: row.wanted_by,
    publishedAt: instant(row.published_at), publicReason: row.public_reason, isCrowd: Boolean(row.is_crowd), items: [], pledgeBy: null,
    reservedUntil: instant(row.offered_until), coldSince: null, claimedFor: null, mergedIntoId: null,
  });

  async function cached(key, load) {
    const kept = await redis.get(key);
    if (kept) return kept;
    if (!inFlight.has(key)) {
      const loading = load().then(async body => {
        await redis.set(key, body, "PX", KeptMs);
        return body;
      });
      inFlight.set(key, loading.finally(() => inFlight.delete(key)));
    }
    return inFlight.get(key);
  }

  app.get("/open/v1/wishes", async (request, reply) => {
    const { areaId, status = "open", after } = request.query;
    const limit = Math.min(Number(request.query.limit ?? 20), Most);
    if (!areas.has(areaId)) return problem(reply, 400, "request.invalid");
    const before = after ? Buffer.from(after, "base64url").toString() : FirstPage;
    const load = () => read(areaId, status, before, limit);
    const body = process.env.CACHE === "1" ? await cached(`w:${areaId}:${status}:${before}:${limit}`, load) : await load();
    const tag = `"${createHash("sha256").update(body).digest("hex").slice(0, 32)}"`;
    reply.header("ETag", tag).header("Cache-Control", "public, no-cache");
    if (request.headers["if-none-match"] === tag) return reply.code(304).send();
    return reply.type("application/json; charset=utf-8").send(body);
  });
}

const instant = time => time && time.replace(" ", "T") + "Z";
