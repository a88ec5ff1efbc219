'use strict'
// A Bluesky network in one process: PLC directory (memory), PDS (SQLite under TMPDIR), AppView (PostgreSQL, PG_URL).
// Writes READY_FILE when everything answers. Needs: npm install (see package.json).
const dns = require('node:dns')
const fs = require('node:fs')
const net = require('node:net')

dns.setDefaultResultOrder('ipv4first')

// The servers have no setting for the address that they listen on; tests listen on loopback only.
const originalListen = net.Server.prototype.listen
net.Server.prototype.listen = function listenOnLoopback(first, ...rest) {
  if (typeof first === 'number' || (typeof first === 'string' && /^\d+$/.test(first))) {
    return originalListen.call(this, { port: Number(first), host: '127.0.0.1' }, rest.find((a) => typeof a === 'function'))
  }
  if (first && typeof first === 'object' && 'port' in first) return originalListen.call(this, { ...first, host: '127.0.0.1' }, ...rest)
  return originalListen.call(this, first, ...rest)
}

const { TestBsky, TestPds, TestPlc, mockNetworkUtilities } = require('@atproto/dev-env')

const ports = { plc: Number(process.env.PLC_PORT), pds: Number(process.env.PDS_PORT), appView: Number(process.env.APPVIEW_PORT) }

async function main() {
  const plc = await TestPlc.create({ port: ports.plc })
  const bsky = await TestBsky.create({
    port: ports.appView,
    publicUrl: `http://localhost:${ports.appView}`,
    plcUrl: plc.url,
    pdsPort: ports.pds,
    repoProvider: `ws://localhost:${ports.pds}`,
    dbPostgresUrl: process.env.PG_URL,
    dbPostgresSchema: 'appview',
    privateKey: '11'.repeat(32), // of this network only
  })
  const pds = await TestPds.create({
    port: ports.pds,
    hostname: 'localhost',
    didPlcUrl: plc.url,
    enableDidDocWithSession: true,
    bskyAppViewUrl: bsky.url,
    bskyAppViewDid: bsky.ctx.cfg.serverDid,
    rateLimitsEnabled: process.env.PDS_RATE_LIMITS === '1',
  })
  mockNetworkUtilities(pds, bsky) // handles below .test resolve without DNS

  const stop = async () => {
    setTimeout(() => process.exit(0), 4000).unref()
    await Promise.allSettled([bsky.close(), pds.close(), plc.close()])
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  fs.writeFileSync(process.env.READY_FILE, JSON.stringify({ plc: plc.url, pds: pds.url, appView: bsky.url }))
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
