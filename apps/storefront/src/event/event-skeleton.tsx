import { Skeleton, SkeletonText } from '@tessera/ui/skeleton'

/** The shape of an event's page while it is on its way: nothing jumps when it arrives. */
export function EventSkeleton() {
  return (
    <div>
      <div className="grid bg-mist lg:min-h-[30rem] lg:grid-cols-[minmax(0,6fr)_minmax(0,5fr)]">
        <Skeleton className="aspect-[4/3] h-auto rounded-none sm:aspect-[2/1] lg:order-2 lg:aspect-auto" />
        <div className="grid content-between gap-8 px-4 py-7 md:px-8 lg:ps-[max(2rem,calc((100vw-80rem)/2+2rem))] lg:py-14 lg:pe-12">
          <div className="grid gap-4">
            <Skeleton className="w-32" />
            <Skeleton className="h-14 w-4/5" />
            <Skeleton className="h-6 w-full" />
          </div>
          <div className="grid gap-3">
            <Skeleton className="h-8 w-1/2" />
            <Skeleton className="h-12 w-2/3" />
          </div>
        </div>
      </div>
      <div className="mx-auto grid max-w-7xl gap-x-16 gap-y-10 px-4 py-8 md:px-8 md:py-12 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <SkeletonText lines={6} className="max-lg:order-2" />
        <Skeleton className="h-80 rounded-lg" />
      </div>
    </div>
  )
}
