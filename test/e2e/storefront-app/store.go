package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"os"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Carts in Redis: a hash for each user, of products and how many.
type store struct{ redis *redis.Client }

func openStore(address string, tls *tls.Config) *store {
	return &store{redis.NewClient(&redis.Options{Addr: address, TLSConfig: tls})}
}

// ping ADDRESS [anonymous]: asks Redis once, past the proxy of its pod, and prints its answer.
func pingOnce(args []string) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	answer, err := openStore(args[0], tlsConfig(len(args) > 1)).redis.Ping(ctx).Result()
	result := map[string]string{"answer": answer}
	if err != nil {
		result["error"] = err.Error()
	}
	json.NewEncoder(os.Stdout).Encode(result)
}

func (s *store) ready(ctx context.Context) error { return s.redis.Ping(ctx).Err() }

func (s *store) add(ctx context.Context, cart Cart) (Cart, error) {
	for id, count := range cart.Items {
		if err := s.redis.HIncrBy(ctx, "cart:"+cart.User, id, int64(count)).Err(); err != nil {
			return cart, status.Error(codes.Unavailable, err.Error())
		}
	}
	return s.get(ctx, ById{cart.User})
}

func (s *store) get(ctx context.Context, user ById) (Cart, error) {
	cart := Cart{User: user.Id, Items: map[string]int{}}
	items, err := s.redis.HGetAll(ctx, "cart:"+user.Id).Result()
	if err != nil {
		return cart, status.Error(codes.Unavailable, err.Error())
	}
	for id, count := range items {
		cart.Items[id], _ = strconv.Atoi(count)
	}
	return cart, nil
}

func (s *store) empty(ctx context.Context, user ById) (none, error) {
	if err := s.redis.Del(ctx, "cart:"+user.Id).Err(); err != nil {
		return none{}, status.Error(codes.Unavailable, err.Error())
	}
	return none{}, nil
}
