import { action } from '../../../kernel/index.ts';
import { pageOf } from '../pages.ts';
import { resourcesOf } from '../resources.ts';
import { onStack, stackNamed } from '../stacks.ts';
import type { Named } from '../stacks.ts';

/** ListStackResources. */
export const listStackResources = action(
  'ListStackResources',
  onStack('ListStackResources'),
  ({ StackName, NextToken }: Named & { readonly NextToken?: string }, { cloud }) => {
    const { page, next } = pageOf(resourcesOf(stackNamed(StackName, cloud), cloud), NextToken);
    return {
      StackResourceSummaries: page.map(({ changed, ...resource }) => ({
        ...resource,
        LastUpdatedTimestamp: changed,
      })),
      NextToken: next,
    };
  },
);
