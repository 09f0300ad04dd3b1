import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { noteSignedIn } from '../api/signed-out.ts'
import { keptInvitation } from './kept-invitation.ts'

/** Only addresses of this console: a link that somebody sends must not lead elsewhere after signing in. */
export function safeReturn(path: string | undefined): string {
  return path && /^\/(?!\/)[\w\-/.?=&%#]*$/.test(path) ? path : '/'
}

/** After signing in: forget what was known of nobody, and go where one wanted to, first of all to an open invitation. */
export function useEntered(): (returnPath?: string) => Promise<void> {
  const client = useQueryClient()
  const router = useRouter()
  return async returnPath => {
    client.clear()
    noteSignedIn()
    await router.invalidate()
    const wanted = safeReturn(returnPath)
    const path = wanted === '/' && keptInvitation() ? '/invitations' : wanted
    router.history.push(router.basepath.replace(/\/$/, '') + path)
  }
}
