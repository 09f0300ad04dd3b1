import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'

type Props = { to: LinkProps['to']; label: string; children: ReactNode }

/** For whoever came to the wrong one of the two pages: "No account yet? Create one". */
export function OtherDoor({ to, label, children }: Props) {
  return (
    <p>
      {children}{' '}
      <Link to={to} className="font-medium text-accent-text underline underline-offset-2">
        {label}
      </Link>
    </p>
  )
}
