import { createFileRoute, Outlet, redirect } from '@tanstack/react-router'
import { accountQuery } from '../api/account.ts'

export const Route = createFileRoute('/start')({
  beforeLoad: async ({ context, location }) => {
    const account = await context.queryClient.ensureQueryData(accountQuery)
    if (!account) throw redirect({ to: '/sign-in', search: { return: location.href } })
  },
  component: Outlet,
})
