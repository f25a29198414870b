"""Trains XGBoost on accepted rows by a definition, and tells how it does on the holdout.

python reference.py <folder with rows.csv and definition.json>. Needs xgboost and nothing else; it splits and encodes by itself, after
docs/architecture.md ("Which side a row is on") and docs/reference/definition.md, so that it finds mistakes of ours.
"""
import csv
import datetime
import hashlib
import json
import math
import sys

import numpy as np
import xgboost as xgb

folder = sys.argv[1]
definition = json.load(open(folder + '/definition.json', encoding='utf8'))
with open(folder + '/rows.csv', encoding='utf8', newline='') as file:
    rows = list(csv.DictReader(file))
columns = definition['contract']['columns']


def field(text):
    bare = not any(c in text for c in '",\r\n') and text == text.strip()
    return text if bare else '"' + text.replace('"', '""') + '"'


def side(row):
    identity = ','.join(field(row[c['name']]) for c in columns if not c['optional'])
    place = int.from_bytes(hashlib.sha256(identity.encode()).digest()[:7], 'big') >> 3
    place /= 2 ** 53
    holdout, validation = definition['holdout']['share'], definition['validation']['share']
    return 'holdout' if place < holdout else 'validation' if place < holdout + validation else 'train'


def label(row):
    target = definition['target']
    if 'difference' in target:
        return float(row[target['difference'][0]]) - float(row[target['difference'][1]])
    text = row[target['column']]
    if target.get('positive') is not None:
        return float(text == target['positive'])
    if target.get('classes') is not None:
        return float(target['classes'].index(text))
    return float(text)


def number(text):
    return math.nan if text == '' else float(text)


def time_part(part, text):
    if text == '':
        return math.nan
    time = datetime.datetime.fromisoformat(text)
    return {
        'hour': time.hour, 'minute': time.minute, 'weekday': time.isoweekday() % 7, 'day': time.day, 'month': time.month,
        'year': time.year, 'day-of-year': time.timetuple().tm_yday,
    }[part]


def natural(text):
    try:
        return (0, float(text), text)
    except ValueError:
        return (1, 0.0, text)


def encoder(feature, train):
    kind, column = feature['kind'], feature.get('column')
    if kind == 'numeric':
        return lambda row: [number(row[column])]
    if kind == 'time-part':
        return lambda row: [time_part(feature['part'], row[column])]
    counts = {}
    for row in train:
        if row[column] != '':
            counts[row[column]] = counts.get(row[column], 0) + 1
    known = sorted(sorted(counts, key=lambda text: (-counts[text], text))[:feature['maxCategories']], key=natural)
    codes = {text: code for code, text in enumerate(known)}
    if feature['encoding'] == 'ordinal':
        return lambda row: [codes.get(row[column], math.nan)]
    return lambda row: [float(text == row[column]) if row[column] in codes else math.nan for text in known]


sides = {'train': [], 'validation': [], 'holdout': []}
for row in rows:
    sides[side(row)].append(row)
encoders = [encoder(feature, sides['train']) for feature in definition['features']]
matrix = {name: np.array([[x for encode in encoders for x in encode(row)] for row in part], dtype='float32') for name, part in sides.items()}
labels = {name: np.array([label(row) for row in part]) for name, part in sides.items()}
task = definition['task']
parameters = {key: value for key, value in definition['algorithm']['hyperparameters'].items() if key != 'num_round'}
parameters['tree_method'] = 'hist'
parameters['objective'] = {'regression': 'reg:squarederror', 'binary': 'binary:logistic', 'multiclass': 'multi:softprob'}[task]
if task == 'regression':
    parameters['base_score'] = 0.5
if task == 'multiclass':
    parameters['num_class'] = len(definition['target']['classes'])
booster = xgb.train(parameters, xgb.DMatrix(matrix['train'], labels['train']), definition['algorithm']['hyperparameters']['num_round'])
predicted = booster.predict(xgb.DMatrix(matrix['holdout'])).astype('float64')
truth = labels['holdout']
if task == 'regression':
    scores = {'mae': float(np.mean(np.abs(predicted - truth)))}
elif task == 'binary':
    p = np.clip(predicted, 1e-15, 1 - 1e-15)
    scores = {'logloss': float(-np.mean(truth * np.log(p) + (1 - truth) * np.log(1 - p)))}
else:
    p = np.clip(predicted[np.arange(len(truth)), truth.astype(int)], 1e-15, 1)
    scores = {'logloss': float(-np.mean(np.log(p)))}
print(json.dumps({**scores, 'rows': {name: len(part) for name, part in sides.items()}}))
