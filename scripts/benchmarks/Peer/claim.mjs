// POST /api/v1/wishes/:id/claim: session, idempotency key, guarded move, claim, event, opened contact and message in one transaction.
import { createHash } from "node:crypto";
import { statements } from "./statements.mjs";

const MostInHand = 5;
const SessionSeconds = 60;
const Duplicate = 1062;

const sha = text => createHash("sha256").update(text).digest();
const refusal = (status, code) => ({ refuse: [status, code] });

export function addClaim(app, db, redis, problem) {
  async function callerOf(request) {
    const hash = sha((request.headers.authorization ?? "").slice("Bearer ".length));
    const key = "s:" + hash.toString("hex");
    const seen = await redis.get(key);
    if (seen) return seen;
    const [[session]] = await db.execute(statements.findSession, [hash]);
    if (!session) return null;
    await redis.set(key, String(session.user_id), "EX", SessionSeconds);
    return String(session.user_id);
  }

  app.post("/api/v1/wishes/:id/claim", async (request, reply) => {
    const user = await callerOf(request);
    if (!user) return problem(reply, 401, "session.required");
    const key = request.headers["idempotency-key"];
    if (!key) return problem(reply, 400, "idempotency.key_required");
    const connection = await db.getConnection();
    try {
      await connection.beginTransaction();
      const body = await claim(connection, user, request.params.id, sha(key));
      await connection.commit();
      return reply.type("application/json; charset=utf-8").send(body);
    } catch (error) {
      await connection.rollback();
      if (error.refuse) return problem(reply, ...error.refuse);
      if (error.errno !== Duplicate) throw error;
      const [[answer]] = await connection.execute(statements.findAnswer, [user, sha(key)]);
      if (!answer) throw error;
      return reply.code(answer.status).type("application/json; charset=utf-8").send(answer.body_enc);
    } finally {
      connection.release();
    }
  });
}

async function claim(connection, user, id, keyHash) {
  const run = (name, ...values) => connection.execute(statements[name], values);
  await run("addKey", user, keyHash, sha(`claim ${id}`));
  const [[wish]] = await run("findWish", id);
  if (!wish) throw refusal(404, "resource.not_found");
  if (String(wish.author_id) === user) throw refusal(403, "wish.own_claim");
  await run("lockMember", user);
  const [[registration]] = await run("findRegistration", user);
  if (!registration) throw refusal(403, "registration.required");
  const [[{ inHand }]] = await run("countInHand", user);
  if (inHand >= MostInHand) throw refusal(409, "wish.claim_limit");
  const [moved] = await run("claimWish", user, id);
  if (moved.affectedRows === 0) throw refusal(409, "wish.not_claimable");
  const [{ insertId }] = await run("addClaim", id, user);
  await run("setClaim", insertId, id);
  await run("addEvent", id, user);
  await run("addReveal", id, insertId, user);
  await run("addMessage", id, wish.author_id, `wc:${insertId}`);
  const body = JSON.stringify({
    wish: { id, status: "claimed", title: wish.public_title, story: wish.public_story, category: wish.category },
    lease: {},
    contact: wish.contact_enc?.toString("base64") ?? null,
  });
  await run("keepAnswer", body, user, keyHash);
  return body;
}
