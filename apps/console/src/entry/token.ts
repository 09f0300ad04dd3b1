/** The token of a mailed link stands in the fragment, which no server and no log sees. Read once, then out of sight. */
export function takeToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token) history.replaceState(history.state, '', location.pathname + location.search)
  return token
}
