import { createLink } from '@tanstack/react-router'
import { LinkButton as Anchor } from '@tessera/ui/button'

/** A link that looks like a button, with the router's typed addresses. */
export const LinkButton = createLink(Anchor)
