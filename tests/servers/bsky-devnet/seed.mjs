// node seed.mjs READY_FILE TRUTH_FILE [accounts]: fills the network and writes down everything that was done, by DID.
import fs from 'node:fs'
import { chance, xrpc } from './xrpc.mjs'

const [readyFile, truthFile, count = '20'] = process.argv.slice(2)
const network = JSON.parse(fs.readFileSync(readyFile, 'utf8'))
const pds = xrpc(network.pds)
const appView = xrpc(network.appView)
const random = chance(20261122)
const daysAgo = (days) => new Date(Date.now() - days * 86_400_000).toISOString()
const truth = { accounts: [], posts: [], likes: [], reposts: [], replies: [], quotes: [], mentions: [], follows: [] }

const people = []
for (let i = 0; i < Number(count); i++) {
  const handle = `resident${String(i).padStart(2, '0')}.test`
  const session = await pds.tell('com.atproto.server.createAccount', { handle, email: `${handle}@example.test`, password: `app-${handle}` })
  people.push({ did: session.did, handle, token: session.accessJwt, posts: [] })
}

const write = (person, collection, record, rkey) =>
  pds.tell('com.atproto.repo.createRecord', { repo: person.did, collection, rkey, record: { $type: collection, ...record } }, person.token)

async function post(person, at, fields) {
  const { uri, cid } = await write(person, 'app.bsky.feed.post', { langs: ['en'], createdAt: at, ...fields })
  truth.posts.push({ uri, author: person.did, at, text: fields.text })
  return { uri, cid }
}

for (const [i, person] of people.entries()) {
  const profile = { displayName: `Resident ${i}`, description: `Lives at number ${i}.` }
  await write(person, 'app.bsky.actor.profile', { ...profile, createdAt: daysAgo(90) }, 'self')
  truth.accounts.push({ did: person.did, handle: person.handle, name: profile.displayName, bio: profile.description })
}

// The first are the best known.
for (const [i, a] of people.entries()) {
  for (const [j, b] of people.entries()) {
    if (i === j || random() >= 0.95 / (1 + j * 0.3)) continue
    const at = daysAgo(60 * random())
    await write(a, 'app.bsky.graph.follow', { subject: b.did, createdAt: at })
    truth.follows.push({ follower: a.did, followee: b.did, at })
  }
}

for (const [i, person] of people.entries()) {
  for (let k = 0; k < 3; k++) {
    const at = daysAgo(2 + 28 * random())
    const other = people[(i + k + 1) % people.length]
    const text = k === 0 ? `Grüße an @${other.handle} – 早安` : `Notice ${k} from number ${i}`
    const byteStart = Buffer.byteLength(text.slice(0, text.indexOf('@')))
    const facets = [{ index: { byteStart, byteEnd: byteStart + 1 + other.handle.length }, features: [{ $type: 'app.bsky.richtext.facet#mention', did: other.did }] }]
    person.posts.push(await post(person, at, { text, ...(k === 0 && { facets }) }))
    if (k === 0) truth.mentions.push({ actor: person.did, target: other.did, at })
  }
}

for (const a of people) {
  for (const [j, b] of people.entries()) {
    if (a === b) continue
    for (const subject of b.posts) {
      const weight = 0.6 / (1 + j * 0.4)
      const act = { actor: a.did, target: b.did, post: subject.uri }
      const at = () => daysAgo(random())
      if (random() < weight) truth.likes.push({ ...act, at: await record(a, 'app.bsky.feed.like', subject, at()) })
      if (random() < weight / 3) truth.reposts.push({ ...act, at: await record(a, 'app.bsky.feed.repost', subject, at()) })
      if (random() < weight / 4) {
        const when = at()
        await post(a, when, { text: `An answer to ${b.handle}`, reply: { root: subject, parent: subject } })
        truth.replies.push({ ...act, at: when })
      }
      if (random() < weight / 8) {
        const when = at()
        await post(a, when, { text: `Look at this by ${b.handle}`, embed: { $type: 'app.bsky.embed.record', record: subject } })
        truth.quotes.push({ ...act, at: when })
      }
    }
  }
}

async function record(person, collection, subject, createdAt) {
  await write(person, collection, { subject, createdAt })
  return createdAt
}

// The AppView reads the PDS's stream; wait until it knows of everything.
const wanted = truth.follows.length + truth.posts.length
for (const begin = Date.now(); ; ) {
  let known = 0
  for (const person of people) {
    const profile = await appView.ask('app.bsky.actor.getProfile', { actor: person.did })
    known += (profile.followersCount ?? 0) + (profile.postsCount ?? 0)
  }
  if (known >= wanted) break
  if (Date.now() - begin > 60_000) throw new Error(`The AppView knows of ${known} of ${wanted} records after a minute.`)
  await new Promise((resolve) => setTimeout(resolve, 250))
}
truth.sessions = people.map(({ did, handle, token }) => ({ did, handle, token }))
fs.writeFileSync(truthFile, JSON.stringify(truth))
console.log(`seeded ${people.length} accounts: ${Object.entries(truth).filter(([k]) => k !== 'sessions').map(([k, v]) => `${v.length} ${k}`).join(', ')}`)
