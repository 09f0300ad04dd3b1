import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createI18n } from './i18n.ts'

const source = fileURLToPath(new URL('../../', import.meta.url))

test('every text of the server exists in every locale, with all its plural forms and placeholders', async () => {
  const entries = await readdir(source, { recursive: true, withFileTypes: true })
  const folders = entries
    .filter(entry => entry.isDirectory() && entry.name === 'locales')
    .map(entry => ({
      namespace: path.relative(source, entry.parentPath).replaceAll(/\W/g, '_').toLowerCase(),
      folder: path.join(entry.parentPath, entry.name),
    }))
  const i18n = await createI18n({ folders })
  expect(folders.length).toBeGreaterThan(0)
  expect(i18n.locales).toEqual(expect.arrayContaining(['de', 'en']))
  expect(i18n.missingKeys()).toEqual([])
})
