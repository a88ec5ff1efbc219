// node change.mjs READY_FILE TRUTH_FILE CHANGE_FILE: one follower of the first account unfollows it, another deactivates his account.
import fs from 'node:fs'
import { xrpc } from './xrpc.mjs'

const [readyFile, truthFile, changeFile] = process.argv.slice(2)
const pds = xrpc(JSON.parse(fs.readFileSync(readyFile, 'utf8')).pds)
const truth = JSON.parse(fs.readFileSync(truthFile, 'utf8'))
const star = truth.accounts[0]
const [leaver, sleeper] = truth.follows.filter((f) => f.followee === star.did).map((f) => f.follower)
const login = async (did) => {
  const { handle } = truth.accounts.find((a) => a.did === did)
  return (await pds.tell('com.atproto.server.createSession', { identifier: handle, password: `app-${handle}` })).accessJwt
}

const { records } = await pds.ask('com.atproto.repo.listRecords', { repo: leaver, collection: 'app.bsky.graph.follow', limit: '100' })
const follow = records.find((r) => r.value.subject === star.did)
await pds.tell('com.atproto.repo.deleteRecord', { repo: leaver, collection: 'app.bsky.graph.follow', rkey: follow.uri.split('/').pop() }, await login(leaver))
await pds.tell('com.atproto.server.deactivateAccount', {}, await login(sleeper))
fs.writeFileSync(changeFile, JSON.stringify({ star: star.did, leaver, sleeper }))
await new Promise((resolve) => setTimeout(resolve, 3000)) // the AppView reads the stream
console.log('one has unfollowed, one is deactivated')
