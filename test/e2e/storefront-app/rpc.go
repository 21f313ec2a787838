package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/structpb"
)

// A unary method; messages are google.protobuf.Struct, so that no code needs to be generated.
type method func(context.Context, *structpb.Struct) (*structpb.Struct, error)

func methodOf[In, Out any](f func(context.Context, In) (Out, error)) method {
	return func(ctx context.Context, message *structpb.Struct) (*structpb.Struct, error) {
		var in In
		if err := convert(message, &in); err != nil {
			return nil, status.Error(codes.InvalidArgument, err.Error())
		}
		out, err := f(ctx, in)
		if err != nil {
			return nil, err
		}
		answer := new(structpb.Struct)
		return answer, convert(out, answer)
	}
}

func convert(from, to any) error {
	text, err := json.Marshal(from)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, to)
}

// Serves until SIGTERM, and then finishes what it has begun. The health service answers for the server, and for the service by
// name, which may be unable to work while the server lives.
func serve(name string, methods map[string]method, ready func(context.Context) error) {
	description := grpc.ServiceDesc{ServiceName: "storefront." + name, HandlerType: (*any)(nil)}
	for id, call := range methods {
		description.Methods = append(description.Methods, grpc.MethodDesc{MethodName: id, Handler: func(
			_ any, ctx context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor,
		) (any, error) {
			in := new(structpb.Struct)
			if err := decode(in); err != nil {
				return nil, err
			}
			return call(ctx, in)
		}})
	}
	server := grpc.NewServer()
	server.RegisterService(&description, nil)
	states := health.NewServer()
	grpc_health_v1.RegisterHealthServer(server, states)
	states.SetServingStatus(name, grpc_health_v1.HealthCheckResponse_SERVING)
	if ready != nil {
		go watch(states, name, ready)
	}

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	go func() {
		<-stop
		server.GracefulStop()
	}()
	listener, err := net.Listen("tcp", ":9090")
	if err == nil {
		err = server.Serve(listener)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func watch(states *health.Server, name string, ready func(context.Context) error) {
	for ; ; time.Sleep(time.Second) {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		state := grpc_health_v1.HealthCheckResponse_SERVING
		if err := ready(ctx); err != nil {
			log.Print(err)
			state = grpc_health_v1.HealthCheckResponse_NOT_SERVING
		}
		states.SetServingStatus(name, state)
		cancel()
	}
}

var connections sync.Map

func connect(address string, tls *tls.Config) (*grpc.ClientConn, error) {
	security := insecure.NewCredentials()
	if tls != nil {
		security = credentials.NewTLS(tls)
	}
	return grpc.NewClient(address, grpc.WithTransportCredentials(security))
}

// Calls a service, over the one connection to it.
func call[Out any](ctx context.Context, service, method string, in any) (out Out, err error) {
	address := addressOf(service)
	if address == "" {
		return out, fmt.Errorf("no address of %s", service)
	}
	connection, known := connections.Load(address)
	if !known {
		made, err := connect(address, nil)
		if err != nil {
			return out, err
		}
		if connection, known = connections.LoadOrStore(address, made); known {
			made.Close()
		}
	}
	err = invoke(ctx, connection.(*grpc.ClientConn), service, method, in, &out)
	return out, err
}

func invoke(ctx context.Context, connection *grpc.ClientConn, service, method string, in, out any) error {
	question, answer := new(structpb.Struct), new(structpb.Struct)
	if err := convert(in, question); err != nil {
		return err
	}
	if err := connection.Invoke(ctx, fmt.Sprintf("/storefront.%s/%s", service, method), question, answer); err != nil {
		return err
	}
	return convert(answer, out)
}

// call SERVICE METHOD ADDRESS [anonymous]: calls once, past the proxy of its pod, and prints the status.
func callOnce(args []string) {
	connection, err := connect(args[2], tlsConfig(len(args) > 3))
	if err != nil {
		log.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	var answer json.RawMessage
	err = invoke(ctx, connection, args[0], args[1], struct{}{}, &answer)
	result := map[string]any{"code": status.Code(err).String(), "answer": answer}
	if err != nil {
		result["message"] = status.Convert(err).Message()
	}
	json.NewEncoder(os.Stdout).Encode(result)
}
