// node check-change.mjs CHANGE_FILE DATABASE: exactly one unfollow event, and the deactivated account is gone, not unfollowed.
import fs from 'node:fs'
import { createRequire } from 'node:module'

const Database = createRequire(import.meta.url)('better-sqlite3')
const { star, leaver, sleeper } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))
const db = new Database(process.argv[3], { readonly: true, fileMustExist: true })
const id = (did) => db.prepare('SELECT Id FROM Accounts WHERE NetworkUserId = ?').pluck().get(did)
const unfollows = db.prepare('SELECT FollowerId, FolloweeId FROM FollowEvents WHERE Event = 2').all()
const state = (member) => db.prepare('SELECT State FROM FollowListings WHERE OwnerId = ? AND Direction = 1 AND MemberId = ?').pluck().get(id(star), id(member))
console.log(`unfollow events: ${unfollows.length}; the leaver's state: ${state(leaver)} (2 = unfollowed); the sleeper's state: ${state(sleeper)} (3 = gone)`)
const right = unfollows.length === 1 && unfollows[0].FollowerId === id(leaver) && unfollows[0].FolloweeId === id(star) && state(leaver) === 2 && state(sleeper) === 3
process.exit(right ? 0 : 1)
