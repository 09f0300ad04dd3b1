import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The texts of one module: a folder with a file per locale, found under `namespace.…`. */
export type LocaleFolder = { namespace: string; folder: string | URL }

/** locale → full key (`orders.mail.subject_one`) → text */
export type Texts = Map<string, Map<string, string>>

const FILE = /^([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.json$/
const NAMESPACE = /^[a-z][a-z0-9_]*$/

export async function readLocaleFolders(folders: readonly LocaleFolder[]): Promise<Texts> {
  const texts: Texts = new Map()
  const seen = new Set<string>()
  for (const { namespace, folder } of folders) {
    if (!NAMESPACE.test(namespace)) throw new Error(`Not a namespace of texts: ${JSON.stringify(namespace)}`)
    if (seen.has(namespace)) throw new Error(`The texts of ${namespace} are given twice`)
    seen.add(namespace)
    const directory = folder instanceof URL ? fileURLToPath(folder) : folder
    for (const name of (await readdir(directory)).sort()) {
      const locale = FILE.exec(name)?.[1]
      if (!locale) throw new Error(`${path.join(directory, name)} is not named after a locale`)
      const content: unknown = JSON.parse(await readFile(path.join(directory, name), 'utf8'))
      const ofLocale = texts.get(locale) ?? new Map<string, string>()
      flatten(content, namespace, ofLocale, path.join(directory, name))
      texts.set(locale, ofLocale)
    }
  }
  return texts
}

function flatten(value: unknown, key: string, into: Map<string, string>, file: string): void {
  if (typeof value === 'string') {
    if (into.has(key)) throw new Error(`${file}: ${key} is there twice`)
    into.set(key, value)
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [part, child] of Object.entries(value)) {
      flatten(child, `${key}.${part}`, into, file)
    }
  } else {
    throw new Error(`${file}: ${key} is neither a text nor a group of texts`)
  }
}
