import { useMutation } from '@tanstack/react-query'
import { Button } from '@tessera/ui/button'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../api/problem.ts'
import { ProblemNotice } from '../forms/problem-notice.tsx'
import { LinkButton } from '../link-button.tsx'
import { useEntered } from './entered.ts'
import { EntryPage } from './entry-page.tsx'
import { useLanding } from './token.ts'

type Props = {
  title: string
  below: string
  action: string
  redeem: (token: string) => Promise<unknown>
}

/** Where a mailed link lands. One press redeems it: mail scanners that open links ahead do not use it up. */
export function RedeemPage({ title, below, action, redeem }: Props) {
  const { t } = useTranslation('console')
  const { token, returnPath } = useLanding()
  const entered = useEntered()
  const enter = useMutation({ mutationFn: () => redeem(token ?? ''), onSuccess: () => entered(returnPath) })
  const dead = !token ? new ApiProblem({ code: 'identity.token_dead', status: 410 }) : enter.error
  return (
    <EntryPage title={title} below={dead ? undefined : below}>
      <ProblemNotice error={dead} />
      {dead ? (
        <LinkButton to="/sign-in" block>
          {t('entry.to_sign_in')}
        </LinkButton>
      ) : (
        <Button variant="primary" block pending={enter.isPending} onClick={() => enter.mutate()}>
          {action}
        </Button>
      )}
    </EntryPage>
  )
}
