// The two kinds of XRPC calls, and a source of chance that is the same on every machine.
export function xrpc(base) {
  const send = async (address, init) => {
    // One connection a call: a server that closes an idle one at the wrong moment fails the next call with "other side closed".
    const response = await fetch(address, { ...init, headers: { connection: 'close', ...init?.headers } })
    if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`)
    return response.headers.get('content-type')?.includes('json') ? response.json() : undefined
  }
  return {
    ask: (method, parameters) => send(`${base}/xrpc/${method}?${new URLSearchParams(parameters)}`),
    tell: (method, body, token) =>
      send(`${base}/xrpc/${method}`, {
        method: 'POST',
        headers: { ...(body && { 'content-type': 'application/json' }), ...(token && { authorization: `Bearer ${token}` }) },
        body: body && JSON.stringify(body),
      }),
  }
}

/** mulberry32 */
export function chance(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
