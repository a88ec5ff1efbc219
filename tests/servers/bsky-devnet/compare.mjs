// node compare.mjs TRUTH_FILE DATABASE: compares what was ingested with what was done. Exit code 1 where anything is missing or too much.
import fs from 'node:fs'
import { createRequire } from 'node:module'

const Database = createRequire(import.meta.url)('better-sqlite3')
const truth = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))
const db = new Database(process.argv[3], { readonly: true, fileMustExist: true })
const ms = (iso) => new Date(iso).getTime()
let missing = 0
let extra = 0

function compare(what, expected, sql, ...parameters) {
  const stored = db.prepare(sql).raw().all(...parameters).map((row) => row.join(' | '))
  const wanted = expected.map((row) => row.join(' | '))
  const lacking = subtract(wanted, stored)
  const surplus = subtract(stored, wanted)
  missing += lacking.length
  extra += surplus.length
  console.log(`${what}: ${wanted.length} expected, ${lacking.length} missing, ${surplus.length} extra`)
  for (const line of lacking.slice(0, 5)) console.log(`  missing ${line}`)
  for (const line of surplus.slice(0, 5)) console.log(`  extra   ${line}`)
}

function subtract(from, what) {
  const left = new Map()
  for (const line of what) left.set(line, (left.get(line) ?? 0) + 1)
  return from.filter((line) => {
    const n = left.get(line) ?? 0
    left.set(line, n - 1)
    return n <= 0
  })
}

const acts = (kind) => [
  `SELECT a.NetworkUserId, t.NetworkUserId, p.NetworkPostId, i.At FROM Interactions i JOIN Accounts a ON a.Id = i.ActorId
   JOIN Accounts t ON t.Id = i.TargetId LEFT JOIN Posts p ON p.Id = i.PostId WHERE i.Kind = ?`, kind]
const follows = (direction) => [
  `SELECT m.NetworkUserId, o.NetworkUserId FROM FollowListings l JOIN Accounts m ON m.Id = l.MemberId JOIN Accounts o ON o.Id = l.OwnerId
   WHERE l.State = 1 AND l.Direction = ?`, direction]
const row = (a) => [a.actor, a.target, a.post, ms(a.at)]

compare('accounts', truth.accounts.map((a) => [a.did, a.handle]), 'SELECT NetworkUserId, Handle FROM Accounts')
compare('profiles', truth.accounts.map((a) => {
  const followers = truth.follows.filter((f) => f.followee === a.did).length
  const following = truth.follows.filter((f) => f.follower === a.did).length
  return [a.did, a.name, a.bio, followers, following, truth.posts.filter((p) => p.author === a.did).length]
}), `SELECT a.NetworkUserId, p.Name, p.Bio, Followers, Following, Posts FROM Profiles p JOIN Accounts a ON a.Id = p.AccountId`)
compare('posts', truth.posts.map((p) => [p.uri, p.author, ms(p.at), p.text]),
  'SELECT NetworkPostId, a.NetworkUserId, CreatedAt, Text FROM Posts p LEFT JOIN Accounts a ON a.Id = p.AuthorId')
compare('reposts', truth.reposts.map(row), ...acts(1))
compare('quotes', truth.quotes.map(row), ...acts(2))
compare('replies', truth.replies.map(row), ...acts(3))
compare('mentions', truth.mentions.map((m) => [m.actor, m.target, null, ms(m.at)]), ...acts(4))
compare('likes', truth.likes.map(row), ...acts(5))
compare('followers', truth.follows.map((f) => [f.follower, f.followee]), ...follows(1))
compare('followed accounts', truth.follows.map((f) => [f.followee, f.follower]), ...follows(2))
console.log(`${missing} missing, ${extra} extra`)
process.exit(missing + extra > 0 ? 1 : 0)
