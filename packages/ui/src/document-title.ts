import { useEffect } from 'react'

/** The tab's name. Set by hand because the server writes a title too, and of two titles the first would win. */
export function useDocumentTitle(name: string | undefined): void {
  useEffect(() => {
    if (name) document.title = `${name} · Tessera`
  }, [name])
}
