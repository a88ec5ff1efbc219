// node seed.mjs BASE DIR: the users of DIR/users.json log in by OAuth and post, follow, favourite, boost and reply through the Mastodon client API.
// Writes DIR/truth.json: everything that was done, by the URIs of posts and the handles of users, and a token of each user.
import fs from 'node:fs'

const [base, dir] = process.argv.slice(2)
const users = JSON.parse(fs.readFileSync(`${dir}/users.json`, 'utf8'))
const host = new URL(base).host
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

async function call(method, path, { token, json, form } = {}) {
  const response = await fetch(base + path, {
    method,
    redirect: 'manual',
    headers: {
      connection: 'close', // snac closes an idle connection without a word; fetch would now and then reuse it and fail with "other side closed"
      ...(token && { authorization: `Bearer ${token}` }),
      ...(json && { 'content-type': 'application/json' }),
    },
    body: json ? JSON.stringify(json) : form ? new URLSearchParams(form) : undefined,
  })
  const text = await response.text()
  let body
  try { body = JSON.parse(text) } catch { body = text }
  return { status: response.status, body, location: response.headers.get('location') }
}

async function must(what, ...request) {
  let answer = await call(...request)
  // A post of somebody else takes a moment to arrive; acting on it twice is acting on it once.
  for (let again = 0; again < 20 && answer.status === 404; again++) { await wait(1000); answer = await call(...request) }
  if (answer.status !== 200) throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`)
  return answer.body
}

for (const user of users) {
  const redirect_uris = 'http://127.0.0.1/callback'
  const app = await must('app', 'POST', '/api/v1/apps', { form: { client_name: 'seed', redirect_uris, scopes: 'read write follow' } })
  const login = await call('POST', '/oauth/x-snac-login', { form: { login: user.name, passwd: user.password, redir: redirect_uris, cid: app.client_id, state: 'x' } })
  const code = /code=([^&"\s]+)/.exec(login.location ?? String(login.body))?.[1]
  const granted = await must('token', 'POST', '/oauth/token', {
    form: { grant_type: 'authorization_code', code, client_id: app.client_id, client_secret: app.client_secret, redirect_uri: redirect_uris },
  })
  user.token = granted.access_token
  user.handle = `${user.name}@${host}`
  user.id = (await must('self', 'GET', '/api/v1/accounts/verify_credentials', { token: user.token })).id
}

const truth = { posts: [], favourites: [], boosts: [], replies: [], users: users.map(({ handle, token }) => ({ handle, token })) }
for (const user of users) {
  user.post = await must('post', 'POST', '/api/v1/statuses', { token: user.token, json: { status: `bread &amp; butter from ${user.name} <3`, visibility: 'public' } })
  truth.posts.push({ uri: user.post.uri, author: user.handle })
}
for (const a of users)
  for (const b of users)
    if (a !== b) await must('follow', 'POST', `/api/v1/accounts/${b.id}/follow`, { token: a.token, json: {} })
await wait(3000) // they federate with each other; a post that has not arrived cannot be acted on

for (const [i, actor] of users.entries()) {
  for (const [k, target] of users.entries()) {
    if (i === k) continue
    const act = { actor: actor.handle, target: target.handle, post: target.post.uri }
    if (k < 3) { await must('favourite', 'POST', `/api/v1/statuses/${target.post.id}/favourite`, { token: actor.token, json: {} }); truth.favourites.push(act) }
    if (k < 2 && i % 2) { await must('boost', 'POST', `/api/v1/statuses/${target.post.id}/reblog`, { token: actor.token, json: {} }); truth.boosts.push(act) }
    if (k === 0 && i < 4) {
      const reply = await must('reply', 'POST', '/api/v1/statuses', { token: actor.token, json: { status: `@${target.handle} a reply from ${actor.name}`, in_reply_to_id: target.post.id, visibility: 'public' } })
      truth.replies.push({ ...act, uri: reply.uri })
      truth.posts.push({ uri: reply.uri, author: actor.handle })
    }
  }
}
await wait(5000)
fs.writeFileSync(`${dir}/truth.json`, JSON.stringify(truth, null, 1))
console.log(`${truth.posts.length} posts, ${truth.favourites.length} favourites, ${truth.boosts.length} boosts, ${truth.replies.length} replies`)
