import { action } from '../../../kernel/index.ts';
import { modelNamed } from '../models.ts';
import { onNamed } from '../permissions.ts';
import { dropTags } from '../tags.ts';

/** DeleteModel. The model's files and role stay. */
export const deleteModel = action(
  'DeleteModel',
  onNamed('DeleteModel', 'model', 'ModelName'),
  (input: { readonly ModelName: string }, { cloud }) => {
    const { arn } = modelNamed(cloud, input.ModelName);
    cloud.db.run('DELETE FROM sagemaker_models WHERE name = ?', input.ModelName);
    dropTags(cloud, arn);
    return {};
  },
);
