import { readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { DocumentError } from './document-error.ts'

const IMPORT = /\b(?:import|include)\s*\(?\s*"([^"]*)"/g

/**
 * A template must stand on this disk alone. An import of a package (`@preview/…`) would call a server at render time,
 * and `eval` would let data become program: both are refused, in the template and in all that it imports.
 */
export async function checkTemplate(file: string, root: string, seen = new Set<string>()): Promise<string> {
  const resolved = await realpath(file).catch(() => {
    throw new DocumentError('template_refused', `There is no template ${file}`)
  })
  if (path.extname(resolved) !== '.typ' || !isInside(resolved, root)) {
    throw new DocumentError('template_refused', `${file} is not a template inside ${root}`)
  }
  if (seen.has(resolved)) return resolved
  seen.add(resolved)
  const source = await readFile(resolved, 'utf8')
  if (/"@[\w-]+\//.test(source)) throw new DocumentError('template_refused', `${file} imports a package`)
  if (/\beval\s*\(/.test(source)) throw new DocumentError('template_refused', `${file} evaluates text`)
  for (const [, target = ''] of source.matchAll(IMPORT)) {
    const imported = target.startsWith('/') ? path.join(root, target) : path.join(path.dirname(resolved), target)
    await checkTemplate(imported, root, seen)
  }
  return resolved
}

function isInside(file: string, root: string): boolean {
  const relative = path.relative(root, file)
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative)
}
