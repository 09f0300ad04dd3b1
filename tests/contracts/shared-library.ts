import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Vendors publish descriptions of their APIs under licences that let us test against them but not ship them. They lie
 * in a folder beside the project, or where `TESSERA_SHARED` says.
 */
const beside = fileURLToPath(new URL('../../../shared', import.meta.url))

export const sharedLibrary = process.env.TESSERA_SHARED ?? beside

export function vendorContract(vendor: string): string | null {
  const folder = `${sharedLibrary}/contracts/${vendor}`
  return existsSync(folder) ? folder : null
}
