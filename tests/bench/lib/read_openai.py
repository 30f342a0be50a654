"""Reads a stream that is in memory with Python's `openai`: read_openai.py FILE prints {"seconds", "characters"}.

The whole client is used, over a transport that hands it the file in pieces of 16 KB.
"""
import json
import sys
import time

from openai import OpenAI, DefaultHttpxClient

try:
    import httpx2 as httpx
except ImportError:
    import httpx

PIECE = 16 * 1024


class Pieces(httpx.SyncByteStream):
    def __init__(self, body):
        self.body = body

    def __iter__(self):
        for at in range(0, len(self.body), PIECE):
            yield self.body[at:at + PIECE]


body = open(sys.argv[1], "rb").read()
answer = lambda request: httpx.Response(200, headers={"content-type": "text/event-stream"}, stream=Pieces(body))
client = OpenAI(base_url="http://127.0.0.1/v1", api_key="none", http_client=DefaultHttpxClient(transport=httpx.MockTransport(answer)))
start = time.perf_counter()
stream = client.chat.completions.create(model="any", messages=[{"role": "user", "content": "Go"}], stream=True)
text = "".join(chunk.choices[0].delta.content or "" for chunk in stream if chunk.choices)
print(json.dumps({"seconds": time.perf_counter() - start, "characters": len(text)}))
