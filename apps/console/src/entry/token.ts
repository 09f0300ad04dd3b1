import { useEffect, useState } from 'react'

/** What a mailed link brings: its token, and the page of the console that was wanted. */
export type Landing = { token: string | null; returnPath: string | undefined }

/** It stands in the fragment, which no server and no log sees. Read once, then out of sight. */
function takeLanding(): Landing {
  const said = new URLSearchParams(location.hash.slice(1))
  const token = said.get('token')
  if (token) history.replaceState(history.state, '', location.pathname + location.search)
  return { token, returnPath: said.get('return_path')?.replace(/^\/console(?=\/)/, '') }
}

/** Of this page; a link that is opened in a tab which shows the page already changes nothing but the fragment. */
export function useLanding(): Landing {
  const [landing, setLanding] = useState(takeLanding)
  useEffect(() => {
    const look = () => {
      const next = takeLanding()
      if (next.token) setLanding(next)
    }
    window.addEventListener('hashchange', look)
    return () => window.removeEventListener('hashchange', look)
  }, [])
  return landing
}
