export type Organizer = { id: string; name: string }

export type Session = {
  account: { name: string; email: string }
  organizers: readonly Organizer[]
  /** The one being worked for. */
  organizer: Organizer | null
}

/** Who is signed in, and for whom. Filled from the API; until then the frame shows itself empty. */
export function useSession(): Session {
  return { account: { name: '', email: '' }, organizers: [], organizer: null }
}
