import { queryOptions } from '@tanstack/react-query'
import { getKeptMail, type KeptMail, listKeptMails } from '@tessera/sdk'
import { answer } from './answer.ts'

export const mailsQuery = (recipient: string) =>
  queryOptions({
    queryKey: ['mails', recipient],
    queryFn: () => answer(listKeptMails({ query: recipient ? { recipient } : {} })),
    refetchInterval: 5_000,
  })

export const mailQuery = (mail: string) =>
  queryOptions({
    queryKey: ['mail', mail],
    queryFn: (): Promise<KeptMail> => answer(getKeptMail({ path: { mail } })),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const attachmentUrl = (mail: string, index: number) => `/v1/mailbox/${mail}/attachments/${index}`
