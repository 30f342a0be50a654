"""Asks with Python's `openai`, as its documentation does: ask_openai.py BASE_URL KEY MODEL PROMPT"""
import sys

from openai import OpenAI

base_url, key, model, prompt = sys.argv[1:]
client = OpenAI(base_url=base_url, api_key=key)
for chunk in client.chat.completions.create(model=model, messages=[{"role": "user", "content": prompt}], stream=True):
    if chunk.choices and chunk.choices[0].delta.content:
        print(chunk.choices[0].delta.content, end="", flush=True)
