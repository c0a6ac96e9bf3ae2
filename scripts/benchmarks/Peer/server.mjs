// The peer: two of our operations on Fastify, mysql2 and ioredis, over the same tables. See README.md.
import Fastify from "fastify";
import Redis from "ioredis";
import mysql from "mysql2/promise";
import { addClaim } from "./claim.mjs";
import { addList } from "./list.mjs";

const db = mysql.createPool({
  uri: process.env.MYSQL_URL, connectionLimit: Number(process.env.POOL ?? 16), dateStrings: true, supportBigNumbers: true,
});
const redis = new Redis(process.env.REDIS_URL);
const app = Fastify({ logger: false });
app.setErrorHandler((error, request, reply) => {
  console.error(error);
  problem(reply, 500, "server.error");
});

function problem(reply, status, code) {
  return reply.code(status).type("application/problem+json").send({ type: "urn:x:" + code, title: code, status, code });
}

await addList(app, db, redis, problem);
addClaim(app, db, redis, problem);
await app.listen({ host: "127.0.0.1", port: Number(process.env.PORT) });

// Whoever started it holds the other end: when they are gone, however they went, it ends.
process.stdin.on("end", () => process.exit()).resume();
