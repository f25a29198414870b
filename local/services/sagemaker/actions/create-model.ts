import { NotEmulated } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { resourceArn } from '../arns.ts';
import { alreadyExists, validationException } from '../errors.ts';
import type { ModelRequest } from '../models.ts';
import { checkName } from '../names.ts';
import { besideCreating } from '../permissions.ts';
import { serviceSession } from '../role.ts';
import { putTags } from '../tags.ts';

/** CreateModel. */
export const createModel = action(
  'CreateModel',
  (input: ModelRequest, { cloud }) => {
    const resource = resourceArn(cloud, 'model', input.ModelName);
    const keys = { 'sagemaker:NetworkIsolation': String(input.EnableNetworkIsolation ?? false) };
    return [
      { action: 'sagemaker:CreateModel', resource, context: keys },
      ...besideCreating(resource, { roleArn: input.ExecutionRoleArn, tags: input.Tags }),
    ];
  },
  (input, { cloud }) => {
    checkName(input.ModelName, 'modelName');
    const arn = resourceArn(cloud, 'model', input.ModelName);
    if (cloud.db.get('SELECT name FROM sagemaker_models WHERE name = ?', input.ModelName))
      throw alreadyExists('model', arn);
    checkContainers(input);
    serviceSession(cloud, input.ExecutionRoleArn, arn);
    cloud.db.run(
      'INSERT INTO sagemaker_models (name, arn, request, created) VALUES (?, ?, ?, ?)',
      input.ModelName,
      arn,
      JSON.stringify(input),
      cloud.world.now(),
    );
    putTags(cloud, arn, input.Tags);
    return { ModelArn: arn };
  },
);

function checkContainers({ PrimaryContainer, Containers, ExecutionRoleArn }: ModelRequest): void {
  if (!PrimaryContainer && !Containers?.length)
    throw validationException('Either PrimaryContainer or Containers must be specified.');
  if (PrimaryContainer && Containers?.length)
    throw validationException('PrimaryContainer and Containers cannot both be specified.');
  if ((Containers?.length ?? 0) > 1)
    throw new NotEmulated('inference pipelines', 'a model is served by one container');
  const container = PrimaryContainer ?? Containers![0]!;
  if (container.ModelPackageName !== undefined)
    throw new NotEmulated('ModelPackageName', 'name an Image and a ModelDataUrl');
  if (container.Mode === 'MultiModel')
    throw new NotEmulated('multi-model containers', 'a container serves one model');
  if (ExecutionRoleArn === undefined) throw validationException('ExecutionRoleArn is required.');
}
